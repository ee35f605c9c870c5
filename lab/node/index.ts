import { join } from "node:path";
import { ApiServer } from "../api-server";
import { kubeconfigFile } from "../control-plane";
import { apiPort, dnsAddress, nodeName } from "../control-plane/addresses";
import { egressSocket } from "../control-plane/egress";
import { readPorts } from "../control-plane/ports";
import { isRunning, kill, logFile, start, stop } from "../control-plane/processes";
import { holds, until } from "../control-plane/until";
import { labFolder } from "../folders";
import { withLock } from "../lock";
import { setNodeKind } from "../node-kind";
import { answers } from "./answers";
import { makeCgroups, removeCgroups } from "./cgroups";
import { dnsReadyPort } from "./dns";
import { holder, holderName, inside, isHeld, type NodeProcess, runInside } from "./holder";
import { importImages, type NodeImage } from "./images";
import { kubelet, kubeletHealthPort, kubeProxy, proxyHealthPort } from "./kubelet";
import { apiSocket, checkMachine, nodeFolder } from "./machine";
import { addObjects, removeObjects } from "./objects";
import { relayProcess } from "./relay";
import { containerRuntime } from "./runtime";
import { volumesProcess } from "./volumes";

/** The door of this folder: one real node beside the fake ones, started, looked at and stopped. */
export { importedImages, type NodeImage } from "./images";
export { checkMachine, lack, nodeTools } from "./machine";

/** The node's parts in the order of their start, but for its holder, which comes first. */
const parts: Readonly<Record<string, () => NodeProcess>> = {
  "node-relay-outside": outerRelay,
  "node-relay-inside": innerRelay,
  containerd: containerRuntime,
  kubelet,
  "kube-proxy": kubeProxy,
  "volume-provisioner": () => volumesProcess(kubeconfigFile(labFolder), join(nodeFolder, "volumes")),
};

const partNames = [holderName, ...Object.keys(parts)];

/**
 * Brings the node up, or what is missing of it, in a lab whose control plane is up. Pods of earlier runs come back.
 *
 * @param images that the node is to have besides those which it has
 * @throws LabError that names what the machine lacks, or the part that does not come up, its last words and its log
 */
export async function startNode(images: readonly NodeImage[]): Promise<void> {
  checkMachine();
  await withLock(join(labFolder, "lock"), async () => {
    setNodeKind("real");
    if (!isRunning(labFolder, holderName)) await startHolder();
    const server = new ApiServer(kubeconfigFile(labFolder));
    const soFar: { name: string }[] = [];
    for (const [name, process] of Object.entries(parts)) {
      if (!isRunning(labFolder, name)) start(labFolder, { name, ...process() });
      soFar.push({ name });
      if (name === "containerd") {
        await until("containerd answers", soFar, runtimeAnswers);
        await importImages(images);
        await addObjects(server);
      }
    }
    await until("kubelet is up", soFar, () => answers(`127.0.0.1:${kubeletHealthPort}`, "/healthz"));
    await until("kube-proxy is up", soFar, () => answers(`127.0.0.1:${proxyHealthPort}`, "/healthz"));
    await until("the real node is ready", soFar, async () => {
      const node = await server.read({ apiVersion: "v1", kind: "Node", metadata: { name: nodeName } });
      return node !== undefined && holds(node, "Ready");
    });
    await until("CoreDNS is ready", soFar, () => answers(`${dnsAddress}:${dnsReadyPort}`, "/ready"));
  });
}

const runtimeAnswers = (): Promise<boolean> =>
  runInside("ctr", "version").then(
    () => true,
    () => false,
  );

/** Ends the node with all its pods, as a power cut would; what they wrote stays. Without one nothing happens. */
export const stopNode = (): Promise<void> =>
  withLock(join(labFolder, "lock"), async () => {
    await endNode();
    setNodeKind("fake");
  });

async function endNode(): Promise<void> {
  await kill(labFolder, holderName);
  for (const name of partNames) await stop(labFolder, name);
  await removeCgroups();
}

/** Takes out of a cluster whose nodes are all fake what an earlier real one left in it. */
export const forgetNode = (): Promise<void> => removeObjects(new ApiServer(kubeconfigFile(labFolder)));

/** Each part with whether it runs. */
export const nodeStatus = (): { name: string; running: boolean; log: string }[] =>
  partNames.map((name) => ({ name, running: isRunning(labFolder, name), log: logFile(labFolder, name) }));

/** Without its holder whatever is left of a node is of no use. */
async function startHolder(): Promise<void> {
  await endNode();
  makeCgroups();
  start(labFolder, { name: holderName, ...holder() });
  await until("the node's namespaces are set up", [{ name: holderName }], () => Promise.resolve(isHeld()));
}

/**
 * The node has no network to the host: connections pass through sockets in the file system. One process on each side
 * passes them on, from the node to the API server and, where that asks for an address in the node's network, back.
 */
function outerRelay(): NodeProcess {
  return relayProcess([{ from: `unix:${apiSocket}`, to: `tcp:127.0.0.1:${readPorts().apiserver}` }]);
}

function innerRelay(): NodeProcess {
  const { program, args } = relayProcess([
    { from: `tcp:0.0.0.0:${apiPort}`, to: `unix:${apiSocket}` },
    { from: `unix:${egressSocket(labFolder)}`, to: "asked" },
  ]);
  return inside(program, args);
}
