import { execFileSync, spawnSync } from "node:child_process";
import { cpus, tmpdir, totalmem } from "node:os";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { labTarget, labTools, parallel } from "../../cli/engine";
import { findPulumiCli } from "../../cli/engine/pulumi-cli";
import { engineEnvironment, openStack, standInEnvironment } from "../../cli/engine/workspace";
import { kubeconfigFile, startControlPlane } from "../../lab/control-plane";
import { checkout, labContext, labFolder } from "../../lab/folders";
import { startProvider } from "../../lab/provider";
import { build, programPath } from "../../lab/tools";
import { stackFile } from "../../settings";
import { type Comparison, compare, milliseconds, ratio, table } from "./measure";

/**
 * `npm run bench`: how long things take, each against a yardstick in the same run. Prints a table and writes
 * bench-results.json. Needs what `npm run up` needs; works on the lab and takes the dev stack down first.
 */
async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mop-bench-"));
  const provider = await prepare();
  try {
    const { dev, empty } = await stacks(provider.port);
    await dev.destroy();
    const comparisons: Comparison[] = [await renderAgainstLoading(folder)];
    comparisons.push(await upAgainstApply(dev, folder));
    await Promise.all([dev.up(), empty.up()]);
    const engine = (name: string, yardstick: string, work: (stack: Stack) => Promise<unknown>) =>
      compare({ name, yardstick, goal: 2 }, 5, timed(work, dev), timed(work, empty));
    comparisons.push(await engine("preview of dev", "preview of an empty program", (stack) => stack.preview()));
    comparisons.push(await engine("up of dev, no change", "up of an empty program", (stack) => stack.up()));

    console.log(table(comparisons));
    const machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
    const results = comparisons.map((comparison) => ({ ...comparison, ratio: ratio(comparison) }));
    writeFileSync(join(checkout, "bench-results.json"), `${JSON.stringify({ machine, results }, null, 2)}\n`);
  } finally {
    provider.stop();
    rmSync(folder, { recursive: true });
  }
}

async function prepare() {
  for (const tool of labTools) await build(tool);
  await startControlPlane();
  return startProvider(kubeconfigFile(labFolder), labContext);
}

/** dev, and a stack of a program that does nothing, on the same engine and the same state. */
async function stacks(port: number): Promise<{ dev: Stack; empty: Stack }> {
  const cli = await findPulumiCli(console.error, console.error);
  if (!cli) throw new Error("there is no Pulumi CLI");
  const environment = {
    ...engineEnvironment(labTarget),
    ...standInEnvironment(port),
  };
  const dev = await openStack({ name: "dev", file: stackFile(checkout, "dev") }, labTarget, cli.command, environment);
  const empty = await LocalWorkspace.createOrSelectStack(
    { stackName: "empty", projectName: "bench", program: () => Promise.resolve({}) },
    { pulumiCommand: cli.command, envVars: environment },
  );
  return { dev, empty };
}

const timed = (work: (stack: Stack) => Promise<unknown>, stack: Stack) => () => milliseconds(() => work(stack));

function renderAgainstLoading(folder: string): Promise<Comparison> {
  const node = (...args: string[]) =>
    milliseconds(() => {
      const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", ...args], {
        cwd: checkout,
        encoding: "utf8",
      });
      return status === 0 ? Promise.resolve() : Promise.reject(new Error(stderr));
    });
  return compare(
    { name: "render of dev", yardstick: "loading @pulumi/kubernetes", goal: 2 },
    7,
    () => node("cli/main.ts", "render", "--stack", "dev", "--out", join(folder, "dev")),
    () => node("test/bench/load-only.ts"),
  );
}

/** Both sides wait until every pod is ready, and both start from a cluster without the stack. */
function upAgainstApply(dev: Stack, folder: string): Promise<Comparison> {
  const rendered = join(folder, "dev");
  const kubectl = (...args: string[]) =>
    execFileSync(programPath("kubernetes", "kubectl"), ["--kubeconfig", kubeconfigFile(labFolder), ...args], {
      stdio: "pipe",
    });
  const apply = () => {
    kubectl("apply", "--server-side", "-f", join(rendered, "_cluster"));
    for (const namespace of readdirSync(rendered).filter((name) => name !== "_cluster")) {
      kubectl("apply", "--server-side", "-f", join(rendered, namespace));
    }
    kubectl("rollout", "status", "daemonset/obi", "--namespace=obi-dev");
    for (const name of ["alloy", "tempo", "mimir", "loki"]) {
      kubectl("rollout", "status", `statefulset/${name}`, "--namespace=observability-dev");
    }
    return Promise.resolve();
  };
  return compare(
    { name: "first up of dev", yardstick: "kubectl apply of the same, with waits", goal: 3 },
    3,
    async () => {
      const time = await milliseconds(() => dev.up({ parallel }));
      await dev.destroy();
      return time;
    },
    async () => {
      const time = await milliseconds(apply);
      kubectl("delete", "--filename", join(rendered, "_cluster"), "--wait=true");
      return time;
    },
  );
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
