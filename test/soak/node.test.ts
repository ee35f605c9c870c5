import { eventually } from "../lab/lab";
import { programImage } from "../real/image";
import { readyNodes } from "../real/nodes";
import { applyText, kubectl, must, startedAs, withRealNode } from "../real/real-lab";
import { allIsWell, allWell, objects, stopped } from "../real/trial";

/** Parts of a real node that are killed one by one, and a second node. */

withRealNode("the parts of a real node", suite);

/** A pod without a volume on the second node. */
const elsewhere = `
apiVersion: v1
kind: Pod
metadata: { name: elsewhere, namespace: trial }
spec:
  nodeName: real-2
  securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: probe
      image: lab.invalid/probe:1
      readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
`;

function suite() {
  let image: string;

  beforeAll(async () => {
    image = await programImage("probe", "lab.invalid/probe:1");
    must("lab", "start", "--node", "real", "--images", image);
    applyText(objects);
    await allIsWell();
  });

  test.each(["real-1-containerd", "real-1-kubelet", "node-network", "node-relay-inside"])(
    "a killed %s is mended by the next start",
    async (part) => {
      process.kill(startedAs(part), "SIGKILL");
      await eventually(stopped, (names) => names.includes(part));
      must("lab", "start");
      expect(stopped()).toEqual([]);
      await allIsWell();
    },
  );

  test("a second node is added, from which pods reach those of the first, and taken away again", async () => {
    must("lab", "start", "--nodes", "2", "--images", image);
    expect(readyNodes()).toEqual(["real-1 lab-a", "real-2 lab-b"]);
    applyText(elsewhere);
    kubectl("wait", "pod/elsewhere", "--namespace", "trial", "--for=condition=Ready", "--timeout=180s");
    expect(kubectl("exec", "elsewhere", "--namespace", "trial", "--", "/program", "look")).toBe(
      allWell.replace("write 10001", "write open /data/file: no such file or directory"),
    );
    // What is on a node that is gone is collected only after a while.
    kubectl("delete", "pod", "elsewhere", "--namespace", "trial");
    must("lab", "start", "--nodes", "1");
    await eventually(readyNodes, (names) => names.join() === "real-1 lab-a");
    await allIsWell();
  });
}
