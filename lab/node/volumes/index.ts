import { join } from "node:path";

export { className, provisioner } from "./plan";

/** The door of this folder: how to start the process that makes volumes, each a folder below the given one. */
export const volumesProcess = (kubeconfig: string, folder: string) => ({
  program: process.execPath,
  args: ["--import", require.resolve("tsx"), join(__dirname, "main.ts"), kubeconfig, folder],
});
