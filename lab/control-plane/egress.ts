import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** Socket at which the API server's connections are taken into the network of the real nodes. */
export const egressSocket = (folder: string): string => join(folder, "node.sock");

export const egressFile = (folder: string): string => join(folder, "egress.yaml");

/**
 * Tells the API server to reach kubelets, pods and Services through a socket. It needs no route to their network then,
 * and the host none either.
 */
export function writeEgress(folder: string): void {
  const connection = { proxyProtocol: "HTTPConnect", transport: { uds: { udsName: egressSocket(folder) } } };
  const config = {
    apiVersion: "apiserver.k8s.io/v1beta1",
    kind: "EgressSelectorConfiguration",
    egressSelections: [{ name: "cluster", connection }],
  };
  writeFileSync(egressFile(folder), stringify(config));
}
