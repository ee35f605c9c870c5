import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { ApiServer } from "../api-server";
import { labFolder } from "../folders";
import { LabError } from "../lab-error";
import { withLock } from "../lock";
import { type NodeKind, nodeKind } from "../node-kind";
import { certManagerNamespace, customKinds } from "./cert-manager";
import { hasCertificates, makeCertificates } from "./certificates";
import { writeEgress } from "./egress";
import { kubeconfigFile, kubeconfigText } from "./kubeconfig";
import { nodeCount, nodeObjects, storageClass } from "./nodes";
import { type Part, parts, type Ports } from "./parts";
import { portsFile, readPorts, withPorts } from "./ports";
import { isRunning, logFile, start, started, stop } from "./processes";
import { holds, until } from "./until";

/** The door of this folder: the lab's control plane, started, looked at and stopped. */
export { kubeconfigFile } from "./kubeconfig";

/**
 * Brings the control plane up, or what is missing of it: a part that runs is left alone, a dead one is started again.
 *
 * @param kind whether pods are for the fake nodes, or kept off them for a real one
 * @throws LabError that names the part that does not come up, its last words and its log
 */
export async function startControlPlane(kind = nodeKind()): Promise<void> {
  if (process.platform !== "linux") {
    throw new LabError(
      `The lab runs on Linux only, and this is ${process.platform}. Name a cluster instead: --context NAME`,
    );
  }
  await withLock(join(labFolder, "lock"), () => startParts(kind));
}

async function startParts(kind: NodeKind): Promise<void> {
  if (!hasCertificates(labFolder) && started(labFolder).some((name) => isRunning(labFolder, name))) {
    throw new LabError("An earlier version of the lab is running. Stop it first: npm run lab -- stop");
  }
  await makeCertificates(labFolder);
  writeEgress(labFolder);
  await withPorts((ports) => startWith(kind, ports));
}

async function startWith(kind: NodeKind, ports: Ports): Promise<void> {
  writeKubeconfigs(ports);
  const all = parts(labFolder, ports);
  const server = new ApiServer(kubeconfigFile(labFolder));
  for (const [n, part] of all.entries()) {
    if (!isRunning(labFolder, part.name)) start(labFolder, part);
    if (part.name === "kube-apiserver") {
      const soFar = all.slice(0, n + 1);
      await until("the API server is ready", soFar, () => server.isReady());
      // Controllers look only now and then for kinds that are new to them.
      await addKinds(server, soFar);
    }
  }
  for (const { name, healthPort } of all) {
    if (healthPort) await until(`${name} is up`, all, () => isHealthy(healthPort));
  }
  const objects = [storageClass(kind), certManagerNamespace, ...nodeObjects(kind)];
  await Promise.all(objects.map((object) => server.apply(object, true)));
  await until("the nodes are ready", all, async () => {
    const nodes = await server.list("v1", "Node");
    return nodes.filter((node) => holds(node, "Ready")).length >= nodeCount;
  });
}

/** Ends every process of the lab, in the reverse order of their start. Data stays. */
export const stopControlPlane = (): Promise<void> => withLock(join(labFolder, "lock"), stopParts);

async function stopParts(): Promise<void> {
  const order = existsSync(portsFile) ? parts(labFolder, readPorts()).map(({ name }) => name) : [];
  const names = started(labFolder).sort((a, b) => order.indexOf(b) - order.indexOf(a));
  for (const name of names) await stop(labFolder, name);
}

/** Each part with whether it runs; empty when the lab was never started. */
export function controlPlaneStatus(): { name: string; running: boolean; log: string }[] {
  if (!existsSync(portsFile)) return [];
  return parts(labFolder, readPorts()).map(({ name }) => ({
    name,
    running: isRunning(labFolder, name),
    log: logFile(labFolder, name),
  }));
}

/** Asks a part of the lab's own; its certificate is one that it made for itself. */
const isHealthy = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ host: "127.0.0.1", port, path: "/healthz", rejectUnauthorized: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on("error", () => resolve(false));
  });

async function addKinds(server: ApiServer, soFar: readonly Part[]): Promise<void> {
  const kinds = customKinds();
  await Promise.all(kinds.map((kind) => server.apply(kind)));
  await until("cert-manager's kinds are known", soFar, async () => {
    const known = await Promise.all(kinds.map((kind) => server.read(kind)));
    return known.every((kind) => kind && holds(kind, "Established"));
  });
}

function writeKubeconfigs(ports: Ports): void {
  for (const client of ["admin", "controller-manager", "scheduler", "kwok"] as const) {
    const file = kubeconfigFile(labFolder, client);
    // Another command may be reading it at this moment: it must never be there in part.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, kubeconfigText(labFolder, client, `127.0.0.1:${ports.apiserver}`), { mode: 0o600 });
    renameSync(unfinished, file);
  }
}

/** Forgets everything: the lab must be stopped. */
export const purge = (): void => rmSync(labFolder, { recursive: true, force: true });
