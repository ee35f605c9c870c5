import { existsSync } from "node:fs";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { cache } from "../../lab/folders";
import { build, isBuilt, onPath, toolFolder } from "../../lab/tools";
import { versions } from "../../settings";
import { firstLine } from "../failure";
import { offline } from "./offline";
import { within } from "../within";

/** The release for a download. */
const release = new SemVer(versions.pulumiCli);

/** Oldest CLI whose engine starts an executable policy pack. */
const oldest = new SemVer("3.255.0");

/** A folder for each release, as an older one that was downloaded before would be taken for this one. */
const downloaded = join(cache, `pulumi-cli-${release.version}`);

export interface FoundCli {
  readonly command: PulumiCommand;
  /** Where it is from, in words. */
  readonly origin: string;
}

interface Way {
  /** Where a CLI that is had in this way is from. */
  readonly origin: string;
  /** What is being done, where that takes a while. */
  readonly doing?: string;
  /** Undefined where there is nothing to try. */
  readonly get: () => Promise<PulumiCommand | undefined>;
}

const inFolder = (root: string) => PulumiCommand.get({ root, skipVersionCheck: true });

/** Nearest first. */
const ways: readonly Way[] = [
  {
    origin: "from PATH",
    get: async () => (onPath("pulumi") ? newEnough(await PulumiCommand.get({ skipVersionCheck: true })) : undefined),
  },
  {
    origin: "downloaded before",
    get: async () => (existsSync(join(downloaded, "bin", "pulumi")) ? inFolder(downloaded) : undefined),
  },
  {
    origin: "built before from its Go module",
    get: async () => (isBuilt("pulumi") ? inFolder(toolFolder("pulumi")) : undefined),
  },
  {
    origin: "downloaded",
    doing: "downloading it",
    get: async () =>
      offline
        ? undefined
        : within(120, "it", PulumiCommand.install({ root: downloaded, version: release, skipVersionCheck: true })),
  },
  {
    origin: "built from its Go module",
    doing: "building it from its Go module, which takes minutes once",
    get: async () => {
      await build("pulumi");
      return inFolder(toolFolder("pulumi"));
    },
  },
];

/**
 * Finds the Pulumi CLI, or gets it: PATH, an earlier download or build, the official download, its Go module.
 *
 * @param tell hears what is being done
 * @param refused hears in one line of each way that failed
 * @returns undefined when there is no way left
 */
export const findPulumiCli = (
  tell: (line: string) => void,
  refused: (line: string) => void,
): Promise<FoundCli | undefined> => first(ways, tell, refused);

/** The Pulumi CLI that is on this machine already, if there is one. */
export const presentPulumiCli = (): Promise<FoundCli | undefined> =>
  first(
    ways.filter(({ doing }) => doing === undefined),
    () => {},
    () => {},
  );

async function first(
  ways: readonly Way[],
  tell: (line: string) => void,
  refused: (line: string) => void,
): Promise<FoundCli | undefined> {
  for (const { origin, doing, get } of ways) {
    try {
      if (doing) tell(doing);
      const command = await get();
      if (command) return { command, origin };
    } catch (error) {
      refused(`Pulumi CLI, ${origin}: ${firstLine(error)}`);
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
