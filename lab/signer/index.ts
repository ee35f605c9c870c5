import { join } from "node:path";

export { clusterNamespace } from "./issuers";

/**
 * The door of this folder: how to start the lab's stand-in for cert-manager's controller, which signs certificates. It is a
 * Node process of its own, with paths in full, as it runs in the lab's folder.
 */
export const signerProcess = (kubeconfig: string) => ({
  program: process.execPath,
  args: ["--import", require.resolve("tsx"), join(__dirname, "main.ts"), kubeconfig],
});
