import { readFileSync } from "node:fs";
import { containerProcesses, kubectl } from "./real-lab";

/** What pods may do: as the API server lets them in, and as the kernel has their processes. */

const host = { spec: { volumes: [{ name: "host", hostPath: { path: "/" } }] } };

/** What the API server says of a privileged pod with the node's files in a namespace; none is made. */
export function intrusion(namespace: string): string {
  const pod = ["run", "intruder", "--image=example.invalid/intruder:1", "--privileged"];
  try {
    return kubectl(...pod, `--overrides=${JSON.stringify(host)}`, "--dry-run=server", "--namespace", namespace);
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

/** Level of each mode of Pod Security in a namespace: { enforce: "restricted" }. */
export function podSecurity(namespace: string): Readonly<Record<string, string>> {
  const labels = JSON.parse(
    kubectl("get", "namespace", namespace, "--output", "jsonpath={.metadata.labels}"),
  ) as object;
  const prefix = "pod-security.kubernetes.io/";
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, level]) => [name.slice(prefix.length), level as string]),
  );
}

/** Capabilities by their number in the kernel's own list, as far as any part of a stack may have them. */
const capabilities: Readonly<Record<number, string>> = {
  2: "DAC_READ_SEARCH",
  12: "NET_ADMIN",
  13: "NET_RAW",
  19: "SYS_PTRACE",
  21: "SYS_ADMIN",
  24: "SYS_RESOURCE",
  38: "PERFMON",
  39: "BPF",
  40: "CHECKPOINT_RESTORE",
};

/** What the kernel lets the one process of a container do, now or after it starts another program. */
export function privileges(program: string) {
  const [pid] = containerProcesses(program);
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status)?.[1] ?? "";
  const bits = [...BigInt(`0x${field("CapBnd")}`).toString(2)].reverse();
  return {
    capabilities: bits.flatMap((bit, number) => (bit === "1" ? [capabilities[number] ?? `number ${number}`] : [])),
    user: Number(field("Uid")),
    newPrivileges: field("NoNewPrivs") !== "1",
    seccomp: field("Seccomp") === "2",
  };
}
