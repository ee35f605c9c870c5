import { existsSync } from "node:fs";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { cache } from "../../lab/folders";
import { build, isBuilt, onPath, toolFolder } from "../../lab/tools";
import { firstLine } from "../failure";
import { offline } from "./offline";
import { within } from "../within";

/** The release of the CLI that goes with the pinned SDK, for a download. */
const release = new SemVer("3.236.0");

/** Oldest CLI whose engine knows what the program uses. */
const oldest = new SemVer("3.200.0");

const downloaded = join(cache, "pulumi-cli");

export interface FoundCli {
  readonly command: PulumiCommand;
  /** Where it is from, in words. */
  readonly origin: string;
}

type Way = readonly [name: string, get: () => Promise<PulumiCommand | undefined>];

const inFolder = (root: string) => PulumiCommand.get({ root, skipVersionCheck: true });

/** Ways to a CLI, nearest first; undefined where there is nothing to try. */
const ways: readonly Way[] = [
  [
    "from PATH",
    async () => (onPath("pulumi") ? newEnough(await PulumiCommand.get({ skipVersionCheck: true })) : undefined),
  ],
  ["downloaded before", async () => (existsSync(join(downloaded, "bin", "pulumi")) ? inFolder(downloaded) : undefined)],
  ["built before from its Go module", async () => (isBuilt("pulumi") ? inFolder(toolFolder("pulumi")) : undefined)],
  [
    "downloaded",
    async () =>
      offline
        ? undefined
        : within(120, "it", PulumiCommand.install({ root: downloaded, version: release, skipVersionCheck: true })),
  ],
  [
    "built from its Go module",
    async () => {
      await build("pulumi");
      return inFolder(toolFolder("pulumi"));
    },
  ],
];

/**
 * Finds the Pulumi CLI, or gets it: PATH, an earlier download or build, the official download, its Go module.
 *
 * @param tell hears in one line of each way that failed
 * @returns undefined when there is no way left
 */
export async function findPulumiCli(tell: (line: string) => void): Promise<FoundCli | undefined> {
  for (const [origin, get] of ways) {
    try {
      const command = await get();
      if (command) return { command, origin };
    } catch (error) {
      tell(`Pulumi CLI, ${origin}: ${firstLine(error)}`);
    }
  }
  return undefined;
}

function newEnough(command: PulumiCommand): PulumiCommand {
  if (command.version && command.version.compare(oldest) < 0) {
    throw new Error(`${command.version.version} is too old, ${oldest.version} or newer is needed`);
  }
  return command;
}
