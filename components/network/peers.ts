import type { types } from "@pulumi/kubernetes";
import type { Settings } from "../../settings";
import { ringLabels, selectorLabels } from "../kubernetes";
import { features, needsHostNetwork } from "../obi/features";
import type { Connection, Outsider, Supplier, Workload } from "../wiring";

type Plain<T> = { readonly [K in keyof T]: T[K] };
export type Peer = Plain<types.input.networking.v1.NetworkPolicyPeer>;

/** On the host's network a pod has its node's address: no policy holds it, and none knows it by its labels. */
export const isOnHost = (settings: Settings, { name }: Workload): boolean =>
  name === "obi" && needsHostNetwork(features(settings.obi));

/** Who a row of the table speaks of, in the words of a policy. All of a ring talk to each other, so they are one peer. */
export function peers(settings: Settings, row: Connection, party: Workload | Outsider): readonly Peer[] {
  if (typeof party === "string") return settings.network[party].map(listed);
  if (isOnHost(settings, party)) return settings.network.nodes.map((cidr) => ({ ipBlock: { cidr } }));
  const labels = row.via === "ring" ? ringLabels(settings, party.component) : selectorLabels(settings, party);
  return [{ namespaceSelector: named(party.namespace), podSelector: { matchLabels: labels } }];
}

const settingOf = {
  dns: "dns",
  "api-server": "apiServer",
  "object-storage": "objectStorage",
  kafka: "kafka",
} as const satisfies Record<Supplier, keyof Settings["network"]>;

/** The setting that says where a supplier is. */
export const addressesOf = (supplier: Supplier) => settingOf[supplier];

export const supplierPeers = (settings: Settings, supplier: Supplier): readonly Peer[] =>
  settings.network[settingOf[supplier]].map(listed);

/** A peer as settings name it: pods, or addresses. */
function listed({ namespace, podLabels, cidr }: Settings["network"]["dns"][number]): Peer {
  if (cidr !== undefined) return { ipBlock: { cidr } };
  return {
    namespaceSelector: namespace === undefined || namespace === "*" ? {} : named(namespace),
    ...(Object.keys(podLabels).length > 0 ? { podSelector: { matchLabels: podLabels } } : {}),
  };
}

/** Every namespace carries its own name as a label. */
const named = (namespace: string) => ({ matchLabels: { "kubernetes.io/metadata.name": namespace } });
