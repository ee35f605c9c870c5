import { execFileSync } from "node:child_process";
import { cpus, tmpdir, totalmem } from "node:os";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { labTarget, parallel } from "../../cli/engine";
import { policyEnvironment } from "../../cli/engine/policies";
import { findPulumiCli } from "../../cli/engine/pulumi-cli";
import { engineEnvironment, openStack, standInEnvironment } from "../../cli/engine/workspace";
import { labTools } from "../../cli/lab-steps";
import { kubeconfigFile, startControlPlane } from "../../lab/control-plane";
import { checkout, labContext, labFolder } from "../../lab/folders";
import { startProvider } from "../../lab/provider";
import { build, programPath } from "../../lab/tools";
import { stackFile } from "../../settings";
import { gatewayComparisons } from "./gateway";
import { type Comparison, compare, milliseconds, ratio, table } from "./measure";
import { policyComparisons } from "./policies";
import { realNodeComparisons } from "./real-node";
import { renderComparisons } from "./renders";

/**
 * `npm run bench`: how long things take, each against a yardstick in the same run. Prints a table and writes
 * bench-results.json. Needs what `npm run up` needs; works on the lab and takes the dev stack down first.
 */
async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mop-bench-"));
  const provider = await prepare();
  try {
    const { dev, production, empty } = await stacks(provider.port, folder);
    for (const stack of [dev, production]) await stack.destroy();
    const comparisons: Comparison[] = await renderComparisons(folder);
    comparisons.push(await upAgainstApply(dev, folder));
    comparisons.push(await firstUps(production, dev));
    for (const stack of [dev, production, empty]) await stack.up({ parallel });
    const preview = (stack: Stack) => () => milliseconds(() => stack.preview());
    const up = (stack: Stack) => () => milliseconds(() => stack.up());
    const names = { dev: "of dev", production: "of production", empty: "of an empty program" };
    comparisons.push(
      await compare(
        { name: `preview ${names.dev}`, yardstick: `preview ${names.empty}`, goal: 2 },
        5,
        preview(dev),
        preview(empty),
      ),
      await compare(
        { name: `preview ${names.production}`, yardstick: `preview ${names.dev}`, goal: 1.5 },
        5,
        preview(production),
        preview(dev),
      ),
      await compare(
        { name: `up ${names.dev}, no change`, yardstick: `up ${names.empty}`, goal: 2 },
        5,
        up(dev),
        up(empty),
      ),
      await compare(
        { name: `up ${names.production}, no change`, yardstick: `up ${names.dev}, no change`, goal: 1.5 },
        5,
        up(production),
        up(dev),
      ),
    );
    comparisons.push(...(await policyComparisons(production, objectsOf(folder), folder)));
    await production.destroy();
    comparisons.push(...(await gatewayComparisons()), ...(await realNodeComparisons()));

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

/** dev, production, and a stack of a program that does nothing, on the same engine and the same state. */
async function stacks(port: number, folder: string): Promise<Readonly<Record<"dev" | "production" | "empty", Stack>>> {
  const cli = await findPulumiCli(console.error, console.error);
  if (!cli) throw new Error("there is no Pulumi CLI");
  const environment = {
    ...engineEnvironment(labTarget),
    ...standInEnvironment(port),
    ...policyEnvironment({ config: undefined, environment: undefined }),
  };
  const open = (name: string, file: string) => openStack({ name, file }, labTarget, cli.command, environment);
  const dev = await open("dev", stackFile(checkout, "dev"));
  const production = await open("production", unprotected(folder));
  const empty = await LocalWorkspace.createOrSelectStack(
    { stackName: "empty", projectName: "bench", program: () => Promise.resolve({}) },
    { pulumiCommand: cli.command, envVars: environment },
  );
  return { dev, production, empty };
}

/** How many objects the render of production has that the bench has made. */
const objectsOf = (folder: string): number =>
  readdirSync(join(folder, "production"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  ).length;

/** production's settings with nothing protected, since the bench takes it down again. */
function unprotected(folder: string): string {
  const file = join(folder, "production.yaml");
  const settings = readFileSync(join(checkout, "test", "fixtures", "production.yaml"), "utf8");
  writeFileSync(file, `${settings}  mop:protect: false\n`);
  return file;
}

const firstUp = async (stack: Stack): Promise<number> => {
  const time = await milliseconds(() => stack.up({ parallel }));
  await stack.destroy();
  return time;
};

const firstUps = (production: Stack, dev: Stack): Promise<Comparison> =>
  compare(
    { name: "first up of production", yardstick: "first up of dev", goal: 3 },
    3,
    () => firstUp(production),
    () => firstUp(dev),
  );

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
    () => firstUp(dev),
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
