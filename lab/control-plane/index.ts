import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiServer } from "../api-server";
import { labFolder } from "../folders";
import { LabError } from "../lab-error";
import { withLock } from "../lock";
import { certManagerNamespace, customKinds } from "./cert-manager";
import { makeCertificates } from "./certificates";
import { kubeconfigFile, kubeconfigText } from "./kubeconfig";
import { nodeCount, nodeObjects, storageClass } from "./nodes";
import { type Part, parts, type Ports, portNames } from "./parts";
import { isRunning, lastLine, logFile, start, started, stop } from "./processes";

/** The door of this folder: the lab's control plane, started, looked at and stopped. */
export { kubeconfigFile } from "./kubeconfig";

const portsFile = join(labFolder, "ports.json");

/** Seconds within which a part must answer; a busy machine needs most of them. */
const patience = 120;

/**
 * Brings the control plane up, or what is missing of it: a part that runs is left alone, a dead one is started again.
 *
 * @throws LabError that names the part that does not come up, its last words and its log
 */
export async function startControlPlane(): Promise<void> {
  if (process.platform !== "linux") {
    throw new LabError(
      `The lab runs on Linux only, and this is ${process.platform}. Name a cluster instead: --context NAME`,
    );
  }
  await withLock(join(labFolder, "lock"), startParts);
}

async function startParts(): Promise<void> {
  await makeCertificates(labFolder);
  const ports = await choosePorts();
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
  const objects = [storageClass, certManagerNamespace, ...nodeObjects()];
  await Promise.all(objects.map((object) => server.apply(object)));
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

async function until(what: string, all: readonly Part[], isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience * 1_000;
  while (Date.now() < deadline) {
    if (await isSo()) return;
    const dead = all.find(({ name }) => started(labFolder).includes(name) && !isRunning(labFolder, name));
    if (dead) {
      throw new LabError(
        `${dead.name} of the lab ended: ${lastLine(labFolder, dead.name)}\nIts log: ${logFile(labFolder, dead.name)}`,
      );
    }
    await sleep(200);
  }
  throw new LabError(
    `The lab is not up: after ${patience} s it is not true that ${what}. Logs: ${join(labFolder, "logs")}`,
  );
}

function holds({ status }: { status?: unknown }, type: string): boolean {
  // A kind has null for its conditions at first.
  const { conditions } = (status ?? {}) as { conditions?: { type: string; status: string }[] | null };
  return (conditions ?? []).some((condition) => condition.type === type && condition.status === "True");
}

const readPorts = (): Ports => JSON.parse(readFileSync(portsFile, "utf8")) as Ports;

/** While a part runs the ports are given; otherwise free ones are taken, as others may use the old ones by now. */
async function choosePorts(): Promise<Ports> {
  const running = started(labFolder).some((name) => isRunning(labFolder, name));
  if (running && existsSync(portsFile)) return readPorts();
  const free = await freePorts(portNames.length);
  const ports = Object.fromEntries(portNames.map((name, n) => [name, free[n]])) as unknown as Ports;
  writeFileSync(portsFile, JSON.stringify(ports));
  return ports;
}

/** Ports that nobody listens on; held together until all are known, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function writeKubeconfigs(ports: Ports): void {
  for (const client of ["admin", "controller-manager", "scheduler", "kwok"] as const) {
    const file = kubeconfigFile(labFolder, client);
    // Another command may be reading it at this moment: it must never be there in part.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, kubeconfigText(labFolder, client, ports.apiserver), { mode: 0o600 });
    renameSync(unfinished, file);
  }
}

/** Forgets everything: the lab must be stopped. */
export const purge = (): void => rmSync(labFolder, { recursive: true, force: true });
