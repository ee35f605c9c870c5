import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { LabError } from "../lab-error";
import type { PackagedTool } from "./catalogue";
import { onPath } from "./on-path";

const run = promisify(execFile);

/**
 * Fills a folder with packages of the machine's own distribution, and with those of what they need that the machine
 * lacks. Nothing is installed: `root` is as the packages have it, `bin` leads to all programs, `lib` to all libraries.
 *
 * @throws LabError when the distribution has no apt, or not these packages
 */
export async function unpackPackages({ packages, alternatives = {} }: PackagedTool, folder: string): Promise<void> {
  if (!onPath("apt-get") || !onPath("dpkg-deb")) {
    throw new LabError(
      `${packages.join(", ")} are not all on PATH, and this machine has no apt-get to fetch them with. Install them.`,
    );
  }
  const archives = join(folder, "archives");
  const root = join(folder, "root");
  mkdirSync(join(archives, "partial"), { recursive: true });
  mkdirSync(root);
  const apt = (own: readonly string[], ...args: string[]) => run("apt-get", [...args, ...settings(own)]);
  const download = (...own: string[]) =>
    apt([`Dir::Cache::archives=${archives}`, "Debug::NoLocking=1", ...own], ...downloading, ...packages);
  // A new machine has no lists of packages, or lists of what is there no more. In a folder of their own new ones change
  // nothing of the machine's, and need not wait for another apt-get.
  const lists = join(folder, "lists");
  mkdirSync(join(lists, "partial"), { recursive: true });
  const ownLists = `Dir::State::lists=${lists}`;
  await download().catch(() => apt([ownLists], "update").then(() => download(ownLists)));
  for (const file of readdirSync(archives).filter((name) => name.endsWith(".deb"))) {
    await run("dpkg-deb", ["--extract", join(archives, file), root]);
  }
  for (const done of [archives, lists]) rmSync(done, { recursive: true });
  link(root, join(folder, "bin"), /^(usr\/)?s?bin\/[^/]+$/);
  for (const [name, meant] of Object.entries(alternatives)) symlinkSync(meant, join(folder, "bin", name));
  link(root, join(folder, "lib"), /^(usr\/)?lib\/([^/]+\/)?[^/]+\.so(\.[0-9]+)*$/);
}

const downloading = ["install", "--download-only", "--yes", "--no-install-recommends"];

/** Options of apt-get. Its caches of lists stay in memory: those of the machine are of other lists. */
const settings = (own: readonly string[]): string[] =>
  ["Dir::Cache::pkgcache=", "Dir::Cache::srcpkgcache=", ...own].flatMap((option) => ["-o", option]);

/** Puts links to all files whose path below a folder is like a pattern into another folder. Of one name it takes one. */
function link(root: string, folder: string, like: RegExp): void {
  mkdirSync(folder);
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => like.test(file));
  for (const [name, path] of new Map(paths.map((file) => [basename(file), file]))) {
    symlinkSync(join("..", "root", path), join(folder, name));
  }
}
