import { spawnSync } from "node:child_process";
import { controlPlaneStatus, kubeconfigFile, purge, stopControlPlane } from "../lab/control-plane";
import { labFolder } from "../lab/folders";
import { isBuilt, programPath, type ToolName, tools } from "../lab/tools";
import { exitCode, Failure } from "./failure";
import { buildSteps, labSteps } from "./lab-steps";
import { runSteps } from "./steps";

/** `npm run lab -- start` */
export async function startLab(): Promise<void> {
  await runSteps(labSteps());
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
  await stopControlPlane();
  if (options.purge) purge();
  console.log(options.purge ? "The lab is stopped and forgotten." : "The lab is stopped; its data is kept.");
}

/** `npm run lab -- status`. @throws Failure when a part is not running */
export function labStatus(): void {
  const parts = controlPlaneStatus();
  for (const { name, running, log } of parts)
    console.log(`${name.padEnd(24)} ${running ? "running" : "stopped"}  ${log}`);
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
