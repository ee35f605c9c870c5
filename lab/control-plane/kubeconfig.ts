import { join } from "node:path";
import { stringify } from "yaml";
import { labContext } from "../folders";
import { certificateFiles, type ClientName } from "./certificates";

export const kubeconfigFile = (folder: string, client: ClientName = "admin"): string =>
  join(folder, client === "admin" ? "kubeconfig" : `${client}.kubeconfig`);

/** A kubeconfig for one client of the lab's API server. @param at its address and port */
export function kubeconfigText(folder: string, client: ClientName, at: string): string {
  const { certificate, key } = certificateFiles(folder, client);
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": labContext,
    clusters: [
      {
        name: labContext,
        cluster: {
          server: `https://${at}`,
          "certificate-authority": certificateFiles(folder, "ca").certificate,
        },
      },
    ],
    users: [{ name: client, user: { "client-certificate": certificate, "client-key": key } }],
    contexts: [{ name: labContext, context: { cluster: labContext, user: client } }],
  });
}
