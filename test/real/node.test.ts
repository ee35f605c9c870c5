import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { engineLack } from "../../lab/node/policies";
import { eventually } from "../lab/lab";
import { programImage } from "./image";
import { nodes, readyNodes } from "./nodes";
import {
  applyText,
  folder,
  holder,
  kubectl,
  mop,
  must,
  namespaceOf,
  processesIn,
  realLab,
  startedAs,
  withRealNode,
} from "./real-lab";

withRealNode("a real node", suite);

const partNames = [
  "node-network",
  "node-relay-outside",
  "node-relay-inside",
  "volume-provisioner",
  "real-1",
  "real-1-containerd",
  "real-1-kubelet",
  "real-1-kube-proxy",
  ...(engineLack() ? [] : ["real-1-policy-engine"]),
];

const stopped = () =>
  mop("lab", "status")
    .output.split("\n")
    .filter((line) => / stopped /.test(line))
    .map((line) => line.split(" ")[0]);

/** What the host has and the lab could leave behind. */
const host = () => ({
  processes: spawnSync("pgrep", ["-f", `/labs/${realLab}/`], { encoding: "utf8" }).stdout,
  mounts: readFileSync("/proc/self/mounts", "utf8"),
  links: readdirSync("/sys/class/net").sort(),
  cgroups: execFileSync("find", ["/sys/fs/cgroup", "-name", `mop-lab-${realLab}`], { encoding: "utf8" }),
  places: ["/var/lib/kubelet", "/var/log/pods", "/run/netns", "/etc/cni"].filter(existsSync),
  settings: [
    "vm/overcommit_memory",
    "kernel/panic",
    "kernel/panic_on_oops",
    "kernel/timer_migration",
    "net/ipv4/ip_forward",
  ].map((name) => readFileSync(join("/proc/sys", name), "utf8")),
});

/** Does what ends the first node. @returns ids of processes that are left in its namespace */
async function leftAfter(end: () => unknown): Promise<string[]> {
  // While this is open, no new namespace is given the same number, such as that of a pod in the lab of another suite.
  const held = openSync(`/proc/${holder()}/ns/pid`, "r");
  const namespace = namespaceOf(holder()) as string;
  expect(processesIn(namespace)).not.toEqual([]);
  await end();
  const left = processesIn(namespace);
  closeSync(held);
  return left;
}

const objects = `
apiVersion: v1
kind: Namespace
metadata: { name: trial, labels: { pod-security.kubernetes.io/enforce: restricted } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: trial }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
---
apiVersion: v1
kind: Service
metadata: { name: probe, namespace: trial }
spec: { selector: { app: probe }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: probe, namespace: trial }
spec:
  selector: { matchLabels: { app: probe } }
  template:
    metadata: { labels: { app: probe } }
    spec:
      securityContext:
        { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: probe
          image: lab.invalid/probe:1
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
          securityContext:
            { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`;

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

const look = (): string => {
  try {
    kubectl("rollout", "status", "deployment/probe", "--namespace", "trial", "--timeout", "180s");
    return kubectl("exec", "deployment/probe", "--namespace", "trial", "--", "/program", "look");
  } catch (error) {
    return String(error);
  }
};

const allWell = ["dns [10.96.0.10]", "outside true", "api 200", "service 200", "write 10001", ""].join("\n");

/** Kubelet knows its pods, and kube-proxy theirs, a moment after both are up. */
const allIsWell = () => eventually(look, (seen) => seen === allWell);

function suite() {
  let before: ReturnType<typeof host>;
  let image: string;

  beforeAll(async () => {
    before = host();
    image = await programImage("probe", "lab.invalid/probe:1");
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

  test.each(["real-1", "real-1-containerd", "real-1-kubelet", "node-network", "node-relay-inside"])(
    "a killed %s is mended by the next start",
    async (part) => {
      const left = await leftAfter(() => {
        process.kill(part === "real-1" ? holder() : startedAs(part), "SIGKILL");
        return eventually(stopped, (names) => names.includes(part));
      });
      if (part === "real-1") expect(left).toEqual([]);
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
