/** Addresses and names that hold in every lab: what has them lives in namespaces of the lab's own. */

export const serviceRange = "10.96.0.0/16";
/** First address of the range, where pods find the API server. */
export const serviceAddress = "10.96.0.1";
export const dnsAddress = "10.96.0.10";
export const podRange = "10.244.0.0/16";

/** Where the API server is reached from the network of the real nodes. */
export const gatewayAddress = "172.30.0.1";
export const apiPort = 6443;

/** A real node: a lab has as many as were asked for, the first of these. */
export interface RealNode {
  readonly name: (typeof realNodeNames)[number];
  readonly address: string;
  /** Of the addresses of pods, those of this node's. */
  readonly podRange: string;
  /** Of these the node's own, by which it calls its pods. */
  readonly podGateway: string;
  readonly zone: string;
}

const realNodeNames = ["real-1", "real-2", "real-3"] as const;

export const realNodes: readonly RealNode[] = realNodeNames.map((name, n) => ({
  name,
  address: `172.30.0.${n + 2}`,
  podRange: `10.244.${n + 1}.0/24`,
  podGateway: `10.244.${n + 1}.1`,
  zone: `lab-${"abc"[n]}`,
}));
