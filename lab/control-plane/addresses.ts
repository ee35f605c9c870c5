/** Addresses and names that hold in every lab: what has them lives in namespaces of the lab's own. */

export const serviceRange = "10.96.0.0/16";
/** First address of the range, where pods find the API server. */
export const serviceAddress = "10.96.0.1";
export const dnsAddress = "10.96.0.10";
export const podRange = "10.244.0.0/16";

/** The real node, where the lab has one. */
export const nodeName = "real";
export const nodeAddress = "172.30.0.2";
/** Port at which the API server is reached from within the real node. */
export const apiPort = 6443;
