import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { engineLack } from "../../lab/node/policies";
import { eventually } from "../lab/lab";
import { holder, kubectl, mop, namespaceOf, processesIn, realLab } from "./real-lab";

/** A pod on trial: what it sees on a real node, and what the node leaves behind. */

/** The parts of a lab with one real node, besides its control plane. */
export const partNames = [
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

/** Names of the lab's parts that do not run. */
export const stopped = () =>
  mop("lab", "status")
    .output.split("\n")
    .filter((line) => / stopped /.test(line))
    .map((line) => line.split(" ")[0]);

/** What the host has and the lab could leave behind. */
export const host = () => ({
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
export async function leftAfter(end: () => unknown): Promise<string[]> {
  // While this is open, no new namespace is given the same number, such as that of a pod in the lab of another suite.
  const held = openSync(`/proc/${holder()}/ns/pid`, "r");
  const namespace = namespaceOf(holder()) as string;
  expect(processesIn(namespace)).not.toEqual([]);
  await end();
  const left = processesIn(namespace);
  closeSync(held);
  return left;
}

/** A Deployment "probe" with a volume and a Service, in a namespace "trial" that admits restricted pods alone. */
export const objects = `
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

const look = (): string => {
  try {
    kubectl("rollout", "status", "deployment/probe", "--namespace", "trial", "--timeout", "180s");
    return kubectl("exec", "deployment/probe", "--namespace", "trial", "--", "/program", "look");
  } catch (error) {
    return String(error);
  }
};

/** What the pod on trial sees where all is well: names, the outside, the API server, its Service, its volume. */
export const allWell = ["dns [10.96.0.10]", "outside true", "api 200", "service 200", "write 10001", ""].join("\n");

/** Kubelet knows its pods, and kube-proxy theirs, a moment after both are up. */
export const allIsWell = () => eventually(look, (seen) => seen === allWell);
