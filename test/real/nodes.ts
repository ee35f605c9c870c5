import { kubectl } from "./real-lab";

interface Node {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly taints?: unknown };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

/** All nodes of the cluster, fake ones as well. */
export const nodes = (...args: string[]): readonly Node[] =>
  (JSON.parse(kubectl("get", "nodes", ...args, "--output", "json")) as { items: Node[] }).items;

/** "real-1 lab-a", of each real node that is ready. */
export const readyNodes = (): string[] =>
  nodes("--selector", "node.kubernetes.io/instance-type=real")
    .filter(({ status }) => status.conditions.some(({ type, status }) => type === "Ready" && status === "True"))
    .map(({ metadata }) => `${metadata.name} ${metadata.labels["topology.kubernetes.io/zone"]}`)
    .sort();
