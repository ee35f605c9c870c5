import { readdirSync } from "node:fs";
import { join } from "node:path";
import { engineLack } from "../../lab/node/policies";
import { eventually } from "../lab/lab";
import { programImage } from "./image";
import { nodes } from "./nodes";
import { applyText, folder, holder, kubectl, mop, must, startedAs, withRealNode } from "./real-lab";
import { allIsWell, host, leftAfter, objects, partNames, stopped } from "./trial";

withRealNode("a real node", suite);

function suite() {
  let before: ReturnType<typeof host>;

  beforeAll(async () => {
    before = host();
    const image = await programImage("probe", "lab.invalid/probe:1");
    const { code, output } = mop("lab", "start", "--node", "real", "--images", image);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("The lab is up.") as string });
  });

  test("every part runs, and the node is the one that takes pods", () => {
    const { code, output } = mop("lab", "status");
    expect(code).toBe(0);
    for (const part of partNames) expect(output).toMatch(new RegExp(`^${part} +running `, "m"));
    expect(output).toContain("image lab.invalid/probe:1: as in ");
    expect(output).toContain(
      "image docker.io/grafana/tempo:3.0.3: The lab's own trace-sink, which keeps traces in memory and a journal, in place of Tempo, which no Go module has.",
    );
    const enforcement = engineLack() ? `accepted and not enforced: ${engineLack()}` : "enforced by Cilium v1.15.19";
    expect(output).toContain(`NetworkPolicies are ${enforcement}.`);
    expect(
      nodes()
        .filter(({ spec }) => !spec.taints)
        .map(({ metadata }) => metadata),
    ).toMatchObject([
      { name: "real-1", labels: { "topology.kubernetes.io/zone": "lab-a", "kubernetes.io/os": "linux" } },
    ]);
  });

  test("a restricted pod gets ready, finds Services and the API server, and writes to its volume", async () => {
    applyText(objects);
    await allIsWell();
    const pod = "jsonpath={.items[0].spec.nodeName}";
    expect(kubectl("get", "pods", "--namespace", "trial", "--output", pod)).toBe("real-1");
    const claim = "jsonpath={.status.phase} {.spec.storageClassName}";
    expect(kubectl("get", "pvc", "data", "--namespace", "trial", "--output", claim)).toBe("Bound node-local");
  });

  test("a second start leaves the node as it is", async () => {
    const held = holder();
    const idsBefore = partNames.map(startedAs);
    must("lab", "start");
    expect(holder()).toBe(held);
    expect(partNames.map(startedAs)).toEqual(idsBefore);
    await allIsWell();
  });

  test("a killed node is mended by the next start", async () => {
    const left = await leftAfter(() => {
      process.kill(holder(), "SIGKILL");
      return eventually(stopped, (names) => names.includes("real-1"));
    });
    expect(left).toEqual([]);
    must("lab", "start");
    expect(stopped()).toEqual([]);
    await allIsWell();
  });

  test("a volume goes with its claim", async () => {
    kubectl("delete", "namespace", "trial");
    await eventually(
      () => kubectl("get", "persistentvolumes", "--output", "name"),
      (names) => names === "",
    );
    expect(readdirSync(join(folder, "node", "volumes"))).toEqual([]);
  });

  test("stop leaves nothing on the host", async () => {
    expect(await leftAfter(() => must("lab", "stop"))).toEqual([]);
    expect(host()).toEqual(before);
  });

  test("the next start is without it, and pods are for the fake nodes again", async () => {
    must("lab", "start");
    expect(mop("lab", "status").output).not.toContain("kubelet");
    await eventually(
      () => kubectl("get", "nodes", "--selector", "node.kubernetes.io/instance-type=real", "--output", "name"),
      (names) => names === "",
    );
    const taints = kubectl("get", "nodes", "--output", "jsonpath={.items[*].spec.taints[*].key}");
    expect(taints).not.toContain("mop.invalid/fake");
    await eventually(
      () => kubectl("get", "storageclasses", "--output", "name"),
      (names) => names === "storageclass.storage.k8s.io/standard\n",
    );
  });
}
