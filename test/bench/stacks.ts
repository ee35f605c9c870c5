import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { labTarget } from "../../cli/engine";
import { policyEnvironment } from "../../cli/engine/policies";
import { findPulumiCli } from "../../cli/engine/pulumi-cli";
import { engineEnvironment, openStack, standInEnvironment } from "../../cli/engine/workspace";
import { kubeconfigFile, startControlPlane } from "../../lab/control-plane";
import { checkout, labContext, labFolder } from "../../lab/folders";
import { startProvider } from "../../lab/provider";
import { stackFile } from "../../settings";
import { temporaryFolder } from "./programs";
import type { Later } from "./runner";

/** dev, production, and a stack of a program that does nothing, on the same engine and the same state. */
export interface Stacks {
  readonly dev: Stack;
  readonly production: Stack;
  readonly empty: Stack;
  /** For what the rows write. */
  readonly folder: string;
}

/** Opens the stacks on the lab. dev and production are down then, whatever they were. */
export async function openStacks(later: Later): Promise<Stacks> {
  const folder = temporaryFolder();
  await startControlPlane();
  const provider = await startProvider(kubeconfigFile(labFolder), labContext);
  later(() => Promise.resolve(provider.stop()));
  const refused: string[] = [];
  const cli = await findPulumiCli(console.error, (line) => refused.push(line));
  if (!cli) throw new Error(`there is no Pulumi CLI: ${refused.join("; ")}`);
  const environment = {
    ...engineEnvironment(labTarget),
    ...standInEnvironment(provider.port),
    ...policyEnvironment({ config: undefined, environment: undefined }),
  };
  const open = (name: string, file: string) => openStack({ name, file }, labTarget, cli.command, environment);
  const dev = await open("dev", stackFile(checkout, "dev"));
  const production = await open("production", unprotected(folder));
  const empty = await LocalWorkspace.createOrSelectStack(
    { stackName: "empty", projectName: "bench", program: () => Promise.resolve({}) },
    { pulumiCommand: cli.command, envVars: environment },
  );
  for (const stack of [dev, production]) await stack.destroy();
  return { dev, production, empty, folder };
}

/** production's settings with nothing protected, since the bench takes it down again. */
function unprotected(folder: string): string {
  const file = join(folder, "production.yaml");
  const settings = readFileSync(join(checkout, "test", "fixtures", "production.yaml"), "utf8");
  writeFileSync(file, `${settings}  mop:protect: false\n`);
  return file;
}
