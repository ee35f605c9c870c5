import { scriptProcess } from "../../script-process";

export { className, provisioner } from "./plan";

/** The door of this folder: how to start the process that makes volumes, each a folder below the given one. */
export const volumesProcess = (kubeconfig: string, folder: string) => scriptProcess(__dirname, kubeconfig, folder);
