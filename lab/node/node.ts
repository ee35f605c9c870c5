import type { ApiServer } from "../api-server";
import type { RealNode } from "../control-plane/addresses";
import { hasEnded, isRunning, kill, start, stop } from "../control-plane/processes";
import { holds, until } from "../control-plane/until";
import { labFolder } from "../folders";
import { answers } from "./answers";
import { makeCgroups, nodeCgroup, removeCgroups } from "./cgroups";
import { holder, holderId, isHeld, runInside } from "./holder";
import { importImages, type NodeImage } from "./images";
import { kubelet, kubeletHealthPort, kubeProxy, proxyHealthPort } from "./kubelet";
import type { NodeProcess } from "./machine";
import { nodeKey } from "./objects";
import { engineAnswers, engineLack, policyEngine } from "./policies";
import { containerRuntime } from "./runtime";

/** A node's parts in the order of their start, but for its holder, which comes first and has the node's own name. */
const parts = (): Readonly<Record<string, (node: RealNode) => NodeProcess>> => ({
  containerd: containerRuntime,
  kubelet,
  "kube-proxy": kubeProxy,
  ...(engineLack() ? {} : { "policy-engine": policyEngine }),
});

const partName = ({ name }: RealNode, part: string): string => `${name}-${part}`;

/** Names of all parts of a node, as the lab knows them. */
export const nodeParts = (node: RealNode): string[] => [
  node.name,
  ...Object.keys(parts()).map((part) => partName(node, part)),
];

/** Brings one node up, or what is missing of it, where the network is up. */
export async function startNode(node: RealNode, server: ApiServer, images: readonly NodeImage[]): Promise<void> {
  if (!isRunning(labFolder, node.name)) await startHolder(node);
  const soFar: { name: string }[] = [];
  for (const [part, process] of Object.entries(parts())) {
    const name = partName(node, part);
    if (!isRunning(labFolder, name)) start(labFolder, { name, ...process(node) });
    soFar.push({ name });
    if (part === "containerd") {
      await until(`containerd of ${node.name} answers`, soFar, () => runtimeAnswers(node));
      await importImages(node, images);
    }
  }
  const isHealthy = (port: number) => () => answers(`${node.address}:${port}`, "/healthz");
  await until(`kubelet of ${node.name} is up`, soFar, isHealthy(kubeletHealthPort));
  await until(`kube-proxy of ${node.name} is up`, soFar, isHealthy(proxyHealthPort));
  if (!engineLack()) await until(`the policy engine of ${node.name} is up`, soFar, () => engineAnswers(node));
  await until(`the real node ${node.name} is ready`, soFar, async () => {
    const object = await server.read(nodeKey(node));
    return object !== undefined && holds(object, "Ready");
  });
}

/** Ends a node with all its pods, as a power cut would. */
export async function endNode(node: RealNode): Promise<void> {
  const first = isRunning(labFolder, node.name) && isHeld(node) ? holderId(node) : undefined;
  await kill(labFolder, node.name);
  // It goes last of all in its namespaces.
  if (first) await until(`${node.name} is no more`, [], () => Promise.resolve(hasEnded(first)));
  for (const name of nodeParts(node)) await stop(labFolder, name);
  await removeCgroups(nodeCgroup(node.name));
}

/** Without its holder whatever is left of a node is of no use. */
async function startHolder(node: RealNode): Promise<void> {
  await endNode(node);
  makeCgroups(node.name);
  start(labFolder, { name: node.name, ...holder(node) });
  const parts = [{ name: node.name }];
  await until(`the namespaces of ${node.name} are set up`, parts, () => Promise.resolve(isHeld(node)));
}

const runtimeAnswers = (node: RealNode): Promise<boolean> =>
  runInside(node, "ctr", "version").then(
    () => true,
    () => false,
  );
