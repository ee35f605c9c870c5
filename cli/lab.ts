import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { controlPlaneStatus, kubeconfigFile, purge, stopControlPlane } from "../lab/control-plane";
import { labFolder } from "../lab/folders";
import { realNodes } from "../lab/control-plane/addresses";
import { engineLack, engineName, importedImages, labNodes, nodeStatus, stopNodes } from "../lab/node";
import { nodeKinds, realNodeCount } from "../lab/node-kind";
import { isBuilt, programPath, type ToolName, tools } from "../lab/tools";
import { exitCode, Failure } from "./failure";
import { buildSteps, labSteps } from "./lab-steps";
import { runSteps } from "./steps";

/** Options of `npm run lab -- start`. */
interface StartOptions {
  readonly node?: string;
  readonly nodes?: string;
  readonly images?: readonly string[];
}

/** `npm run lab -- start`. @throws Failure for nodes that there are none of */
export async function startLab(options: StartOptions): Promise<void> {
  const tars = (options.images ?? []).map((file) => ({ tar: resolve(file) }));
  await runSteps(await labSteps(wantedNodes(options), tars));
  console.log(`The lab is up. KUBECONFIG=${kubeconfigFile(labFolder)}`);
}

/** How many real nodes are asked for; without a word as many as the lab has. */
function wantedNodes({ node, nodes }: StartOptions): number {
  const kind = nodeKinds.find((known) => known === node);
  if (node && !kind) {
    throw new Failure(`There is no kind of node ${node}. Kinds: ${nodeKinds.join(", ")}.`, exitCode.badInput);
  }
  const most = realNodes.length;
  if (
    nodes !== undefined &&
    (kind === "fake" || !/^[0-9]+$/.test(nodes) || Number(nodes) < 1 || Number(nodes) > most)
  ) {
    throw new Failure(
      `--nodes ${nodes} cannot be: it is the number of real nodes, 1 to ${most}, of a lab that has any. Write: npm run lab -- start --node real --nodes ${most}`,
      exitCode.badInput,
    );
  }
  if (kind === "fake") return 0;
  return nodes === undefined ? Math.max(realNodeCount(), kind === "real" ? 1 : 0) : Number(nodes);
}

/** `npm run lab -- build`: the named tools, or all that this project can build. */
export async function buildTools(names: readonly string[]): Promise<void> {
  const known = Object.keys(tools) as ToolName[];
  const unknown = names.filter((name) => !known.includes(name as ToolName));
  if (unknown.length > 0) {
    throw new Failure(`There is no tool ${unknown.join(", ")}. Tools: ${known.join(", ")}.`, exitCode.badInput);
  }
  await runSteps(buildSteps(names.length > 0 ? (names as ToolName[]) : known));
}

/** `npm run lab -- stop` */
export async function stopLab(options: { purge?: true }): Promise<void> {
  await stopNodes();
  await stopControlPlane();
  if (options.purge) purge();
  console.log(options.purge ? "The lab is stopped and forgotten." : "The lab is stopped; its data is kept.");
}

/** `npm run lab -- status`. @throws Failure when a part is not running */
export function labStatus(): void {
  const [anyNode] = labNodes();
  const parts = [...controlPlaneStatus(), ...(anyNode ? nodeStatus() : [])];
  for (const { name, running, log } of parts)
    console.log(`${name.padEnd(24)} ${running ? "running" : "stopped"}  ${log}`);
  if (anyNode) {
    for (const { names, holds, tar } of importedImages(anyNode))
      console.log(`image ${names.join(", ")}: ${holds ?? `as in ${tar}`}`);
    const lack = engineLack();
    console.log(`NetworkPolicies are ${lack ? `accepted and not enforced: ${lack}` : `enforced by ${engineName}`}.`);
  }
  if (parts.length === 0 || parts.some(({ running }) => !running)) {
    throw new Failure("The lab is not up. Start it, or mend it: npm run lab -- start");
  }
}

/** `npm run lab -- kubectl ...`: kubectl, and only ever on the lab. */
export function labKubectl(args: readonly string[]): void {
  if (!isBuilt("kubernetes")) throw new Failure("The lab has not been built yet: npm run lab -- start");
  const kubeconfig = kubeconfigFile(labFolder);
  const { status } = spawnSync(programPath("kubernetes", "kubectl"), ["--kubeconfig", kubeconfig, ...args], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
