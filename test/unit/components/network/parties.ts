import type { KubernetesObject } from "../../../../review/manifests";
import type { PodOwner } from "../workloads";
import type { Party } from "./reachability";

/** Everybody there is around a stack, allowed or not. */

const outsider = (name: string, address: string): Party => ({ name, address });
const pod = (name: string, namespace: string, labels: Readonly<Record<string, string>> = {}): Party => ({
  name,
  address: "10.244.99.1",
  pod: { namespace, labels },
});

export const node = outsider("node", "10.1.2.3");
export const outsiders: readonly Party[] = [
  node,
  outsider("api-server", "10.0.0.1"),
  outsider("object-storage", "203.0.113.9"),
  outsider("node-dns", "169.254.20.10"),
  outsider("metadata service", "169.254.169.254"),
  outsider("internet", "198.51.100.7"),
  pod("dns", "kube-system", { "k8s-app": "kube-dns" }),
  pod("other of kube-system", "kube-system"),
  pod("kafka", "kafka", { app: "kafka" }),
  pod("grafana", "grafana", { "app.kubernetes.io/name": "grafana" }),
  pod("other of grafana", "grafana"),
  pod("payments", "payments", { app: "checkout" }),
  pod("stranger", "default", { app: "stranger" }),
];

/** Where what the shipped stacks leave open is, in this test. */
export const addresses = {
  network: {
    nodes: ["10.1.0.0/16"],
    apiServer: [{ cidr: "10.0.0.1/32" }],
    objectStorage: [{ cidr: "203.0.113.0/24" }],
  },
};

/** A pod of each workload among a stack's objects, and somebody who got into each of its namespaces. */
export function insiders(objects: readonly KubernetesObject[]): readonly Party[] {
  const owners = objects.filter(({ kind }) => /^(StatefulSet|Deployment|DaemonSet)$/.test(kind)) as PodOwner[];
  const intruders = [...new Set(owners.map(({ metadata }) => metadata.namespace as string))].map((namespace) =>
    pod(`intruder in ${namespace}`, namespace, { "app.kubernetes.io/instance": "mop-other" }),
  );
  return [...owners.map(ofOwner), ...intruders];
}

function ofOwner({ metadata, spec: { template } }: PodOwner, n: number): Party {
  // On the host's network it has the node's address, and no policy sees its labels.
  if (template.spec.hostNetwork) return { name: metadata.name, address: node.address };
  return {
    name: metadata.name,
    address: `10.244.1.${n + 1}`,
    pod: { namespace: metadata.namespace as string, labels: template.metadata.labels },
  };
}
