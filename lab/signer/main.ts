import { setTimeout as sleep } from "node:timers/promises";
import { ApiServer } from "../api-server";
import { Signer } from "./signer";

/** Milliseconds between two rounds. */
const period = 300;

/**
 * The process: a stand-in for cert-manager's controller, for the lab only. It signs what Issuers and ClusterIssuers of the
 * kinds selfSigned and ca are asked for; it keeps no requests, approves nothing and speaks to nobody outside.
 */
async function main(kubeconfig: string): Promise<never> {
  const tell = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  tell("certificate-signer: the lab's stand-in for cert-manager's controller");
  const signer = new Signer(new ApiServer(kubeconfig, "mop-lab-signer"), tell);
  for (;;) {
    await signer.round(new Date());
    await sleep(period);
  }
}

void main(process.argv[2]);
