import { scriptProcess } from "../script-process";

export { clusterNamespace } from "./issuers";

/** The door of this folder: how to start the lab's stand-in for cert-manager's controller, which signs certificates. */
export const signerProcess = (kubeconfig: string) => scriptProcess(__dirname, kubeconfig);
