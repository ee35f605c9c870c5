import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiServer } from "../../api-server";
import { type Claim, plan, type Volume, volumeFor } from "./plan";

/** Milliseconds between two rounds. */
const period = 500;

/** Makes the volumes that are asked for, and removes those that are claimed no more. */
async function round(server: ApiServer, folder: string): Promise<void> {
  const claims = (await server.list("v1", "PersistentVolumeClaim")) as unknown as readonly Claim[];
  const volumes = (await server.list("v1", "PersistentVolume")) as unknown as readonly Volume[];
  const { make, remove } = plan(claims, volumes);
  for (const claim of make) {
    const volume = volumeFor(claim, folder);
    // As a new disk is: only root writes to it, until a pod's fsGroup is given it.
    mkdirSync(volume.spec.local.path, { recursive: true, mode: 0o755 });
    await server.apply(volume);
    console.log(`${volume.metadata.name} made for ${claim.metadata.namespace}/${claim.metadata.name}`);
  }
  for (const { metadata } of remove) {
    rmSync(join(folder, metadata.name), { recursive: true, force: true });
    await server.delete({ apiVersion: "v1", kind: "PersistentVolume", metadata });
    console.log(`${metadata.name} removed`);
  }
}

/** The process: gives claims a folder each. What fails is told, and tried again in the next round. */
async function main(kubeconfig: string, folder: string): Promise<never> {
  const server = new ApiServer(kubeconfig, "mop-lab-volumes");
  let failure = "";
  for (;;) {
    try {
      await round(server, folder);
      failure = "";
    } catch (error) {
      if (failure !== String(error)) console.log(`error: ${String(error)}`);
      failure = String(error);
    }
    await sleep(period);
  }
}

void main(process.argv[2], process.argv[3]);
