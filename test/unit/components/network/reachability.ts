import { BlockList, isIPv6 } from "node:net";
import type { KubernetesObject } from "../../../../review/manifests";

/** What NetworkPolicies let through, by the rules of networking.k8s.io/v1 and nothing else. */

/** Somebody on the network: a pod, or an address without labels. */
export interface Party {
  readonly name: string;
  readonly address: string;
  /** Of a pod; a pod on its host's network is a mere address. */
  readonly pod?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
}

export interface NetworkPolicy extends KubernetesObject {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

const fits = ({ matchLabels = {} }: Selector, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(matchLabels).every(([label, value]) => labels[label] === value);

function holds(cidr: string, address: string): boolean {
  const [network, bits] = cidr.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}

function isPeer(peer: Peer, party: Party, home: string): boolean {
  if (peer.ipBlock) return party.pod === undefined && holds(peer.ipBlock.cidr, party.address);
  if (party.pod === undefined) return false;
  const { namespace, labels } = party.pod;
  const inNamespace = peer.namespaceSelector
    ? fits(peer.namespaceSelector, { "kubernetes.io/metadata.name": namespace })
    : namespace === home;
  return inNamespace && fits(peer.podSelector ?? {}, labels);
}

/** Whether the policies of one end let a connection pass. */
function passes(
  policies: readonly NetworkPolicy[],
  at: Party,
  other: Party,
  direction: "Ingress" | "Egress",
  protocol: string,
  port: number,
): boolean {
  const { pod } = at;
  if (pod === undefined) return true;
  const mine = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      spec.policyTypes.includes(direction) &&
      fits(spec.podSelector, pod.labels),
  );
  if (mine.length === 0) return true;
  return mine.some(({ spec }) =>
    (direction === "Ingress" ? (spec.ingress ?? []) : (spec.egress ?? [])).some((rule) => {
      const peers = direction === "Ingress" ? rule.from : rule.to;
      const toPort = !rule.ports || rule.ports.some((one) => one.port === port && one.protocol === protocol);
      // A rule that names nobody is for everybody.
      return toPort && (!peers || peers.length === 0 || peers.some((peer) => isPeer(peer, other, pod.namespace)));
    }),
  );
}

/** Whether `from` may open a connection to a port of `to`. */
export const reaches = (
  policies: readonly NetworkPolicy[],
  from: Party,
  to: Party,
  port: number,
  protocol = "TCP",
): boolean =>
  passes(policies, from, to, "Egress", protocol, port) && passes(policies, to, from, "Ingress", protocol, port);
