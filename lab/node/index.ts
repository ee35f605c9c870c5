import { join } from "node:path";
import { ApiServer } from "../api-server";
import { kubeconfigFile } from "../control-plane";
import { apiPort, dnsAddress, type RealNode, realNodes } from "../control-plane/addresses";
import { egressSocket } from "../control-plane/egress";
import { readPorts } from "../control-plane/ports";
import { isRunning, kill, logFile, start, stop } from "../control-plane/processes";
import { until } from "../control-plane/until";
import { labFolder } from "../folders";
import { withLock } from "../lock";
import { realNodeCount, setRealNodeCount } from "../node-kind";
import type { ToolName } from "../tools";
import { answers } from "./answers";
import { labCgroup, removeCgroups } from "./cgroups";
import { dnsReadyPort } from "./dns";
import type { NodeImage } from "./images";
import { apiSocket, checkMachine, containerTools, type NodeProcess, nodesFolder } from "./machine";
import { inNetwork, isNetworkReady, network, networkName } from "./network";
import { endNode, nodeParts, startNode } from "./node";
import { addObjects, nodeKey, removeObjects } from "./objects";
import { engineTools } from "./policies";
import { relayProcess } from "./relay";
import { volumesProcess } from "./volumes";

/** The door of this folder: real nodes beside the fake ones, started, looked at and stopped. */
export { importedImages, type NodeImage } from "./images";
export { checkMachine, lack } from "./machine";
export { engineLack, engineName } from "./policies";

/** The tools of which real nodes consist. */
export const nodeTools = (): ToolName[] => ["node", ...containerTools(), ...engineTools()];

/** What the nodes share, but for their network, which comes first. */
const shared: Readonly<Record<string, () => NodeProcess>> = {
  "node-relay-outside": outerRelay,
  "node-relay-inside": innerRelay,
  "volume-provisioner": () => volumesProcess(kubeconfigFile(labFolder), join(nodesFolder, "volumes")),
};

const sharedNames = [networkName, ...Object.keys(shared)];

/**
 * Brings nodes up, or what is missing of them, in a lab whose control plane is up. Pods of earlier runs come back.
 *
 * @param count of nodes that the lab is to have; any beyond it are ended and forgotten
 * @param images that the nodes are to have besides those which they have
 * @throws LabError that names what the machine lacks, or the part that does not come up, its last words and its log
 */
export async function startNodes(count: number, images: readonly NodeImage[]): Promise<void> {
  checkMachine();
  await withLock(join(labFolder, "lock"), async () => {
    const server = new ApiServer(kubeconfigFile(labFolder));
    for (const node of realNodes.slice(count, realNodeCount())) {
      await endNode(node);
      await server.delete(nodeKey(node));
    }
    setRealNodeCount(count);
    if (!isRunning(labFolder, networkName)) await startNetwork();
    for (const [name, process] of Object.entries(shared)) {
      if (!isRunning(labFolder, name)) start(labFolder, { name, ...process() });
    }
    await addObjects(server);
    await Promise.all(realNodes.slice(0, count).map((node) => startNode(node, server, images)));
    const parts = sharedNames.map((name) => ({ name }));
    await until("CoreDNS is ready", parts, () => answers(`${dnsAddress}:${dnsReadyPort}`, "/ready"));
  });
}

/** Ends the nodes with all their pods, as a power cut would; what they wrote stays. Without any nothing happens. */
export const stopNodes = (): Promise<void> =>
  withLock(join(labFolder, "lock"), async () => {
    await endAll();
    setRealNodeCount(0);
  });

async function endAll(): Promise<void> {
  await Promise.all(realNodes.map(endNode));
  for (const name of Object.keys(shared)) await stop(labFolder, name);
  await kill(labFolder, networkName);
  await removeCgroups(labCgroup);
}

/** Takes out of a cluster whose nodes are all fake what earlier real ones left in it. */
export const forgetNodes = (): Promise<void> => removeObjects(new ApiServer(kubeconfigFile(labFolder)));

/** The real nodes that the lab has, running or dead. */
export const labNodes = (): readonly RealNode[] => realNodes.slice(0, realNodeCount());

/** Each part of the nodes with whether it runs. */
export const nodeStatus = (): { name: string; running: boolean; log: string }[] =>
  [...sharedNames, ...labNodes().flatMap(nodeParts)].map((name) => ({
    name,
    running: isRunning(labFolder, name),
    log: logFile(labFolder, name),
  }));

/** Nodes that were plugged into an earlier network are of no use without it. */
async function startNetwork(): Promise<void> {
  await endAll();
  start(labFolder, { name: networkName, ...network() });
  await until("the nodes' network is set up", [{ name: networkName }], () => Promise.resolve(isNetworkReady()));
}

/**
 * The nodes have no network to the host: connections pass through sockets in the file system. One process on each side
 * passes them on, from the nodes to the API server and, where that asks for an address in the nodes' network, back.
 */
function outerRelay(): NodeProcess {
  return relayProcess([{ from: `unix:${apiSocket}`, to: `tcp:127.0.0.1:${readPorts().apiserver}` }]);
}

function innerRelay(): NodeProcess {
  const { program, args } = relayProcess([
    { from: `tcp:0.0.0.0:${apiPort}`, to: `unix:${apiSocket}` },
    { from: `unix:${egressSocket(labFolder)}`, to: "asked" },
  ]);
  return inNetwork(program, args);
}
