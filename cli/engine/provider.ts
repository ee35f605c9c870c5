import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { dependencies } from "../../package.json";
import { labFolder } from "../../lab/folders";
import { onPath } from "../../lab/tools";
import { cliWords } from "./cli-errors";
import { offline } from "./offline";

const run = promisify(execFile);

/** Who talks to the API server for the engine: Pulumi's own plugin, or the lab's stand-in. */
export type ProviderKind = "plugin" | "stand-in";

const version = dependencies["@pulumi/kubernetes"];
const program = "pulumi-resource-kubernetes";

/**
 * Finds Pulumi's Kubernetes provider plugin, or downloads it the official way.
 *
 * @param tell hears what is being done
 * @param refused hears in one line of each way that failed
 * @returns where it is from, in words; undefined when it cannot be had
 */
export async function findPlugin(
  command: PulumiCommand,
  environment: Readonly<Record<string, string>>,
  tell: (line: string) => void,
  refused: (line: string) => void,
): Promise<string | undefined> {
  if (onPath(program)) return "from PATH";
  const home = environment.PULUMI_HOME ?? process.env.PULUMI_HOME ?? join(process.env.HOME ?? "", ".pulumi");
  if (existsSync(join(home, "plugins", `resource-kubernetes-v${version}`))) return "downloaded before";
  if (offline) return undefined;
  try {
    tell("downloading Pulumi's plugin");
    const install = ["plugin", "install", "resource", "kubernetes", version];
    await run(command.command, install, { env: { ...process.env, ...environment }, timeout: 120_000 });
    return "downloaded";
  } catch (error) {
    refused(`Kubernetes provider plugin, downloaded: ${cliWords(error)}`);
    return undefined;
  }
}

const recordFile = join(labFolder, "provider");

/**
 * What made this lab's stacks. It stays with them: the two keep different things in a stack's state.
 */
export const labProvider = (): ProviderKind | undefined =>
  existsSync(recordFile) ? (readFileSync(recordFile, "utf8").trim() as ProviderKind) : undefined;

export function rememberLabProvider(kind: ProviderKind): void {
  mkdirSync(dirname(recordFile), { recursive: true });
  writeFileSync(recordFile, `${kind}\n`);
}
