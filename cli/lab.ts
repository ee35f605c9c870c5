import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { controlPlaneStatus, kubeconfigFile, purge, stopControlPlane } from "../lab/control-plane";
import { labFolder } from "../lab/folders";
import { importedImages, nodeStatus, stopNode } from "../lab/node";
import { nodeKind, nodeKinds } from "../lab/node-kind";
import { isBuilt, programPath, type ToolName, tools } from "../lab/tools";
import { exitCode, Failure } from "./failure";
import { buildSteps, labSteps } from "./lab-steps";
import { runSteps } from "./steps";

/** `npm run lab -- start`. @throws Failure for a kind of node that there is none of */
export async function startLab({ node, images = [] }: { node?: string; images?: string[] }): Promise<void> {
  const kind = nodeKinds.find((known) => known === node);
  if (node && !kind) {
    throw new Failure(`There is no kind of node ${node}. Kinds: ${nodeKinds.join(", ")}.`, exitCode.badInput);
  }
  const tars = images.map((file) => ({ tar: resolve(file) }));
  await runSteps(labSteps(kind, tars));
  console.log(`The lab is up. KUBECONFIG=${kubeconfigFile(labFolder)}`);
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
  await stopNode();
  await stopControlPlane();
  if (options.purge) purge();
  console.log(options.purge ? "The lab is stopped and forgotten." : "The lab is stopped; its data is kept.");
}

/** `npm run lab -- status`. @throws Failure when a part is not running */
export function labStatus(): void {
  const isReal = nodeKind() === "real";
  const parts = [...controlPlaneStatus(), ...(isReal ? nodeStatus() : [])];
  for (const { name, running, log } of parts)
    console.log(`${name.padEnd(24)} ${running ? "running" : "stopped"}  ${log}`);
  if (isReal) {
    for (const { names, holds, tar } of importedImages())
      console.log(`image ${names.join(", ")}: ${holds ?? `as in ${tar}`}`);
    console.log("NetworkPolicies are accepted and not enforced.");
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
