import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout } from "../../lab/folders";
import { exitCode, Failure, firstLine } from "../failure";

const run = promisify(execFile);

const git = async (...args: string[]): Promise<string> =>
  (await run("git", args, { cwd: checkout, maxBuffer: 64 * 2 ** 20 })).stdout.trim();

/** Another version of the project, checked out beside this one. */
export interface Version {
  readonly folder: string;
  /** The short name of its commit. */
  readonly commit: string;
  /** Takes it away again. */
  remove(): Promise<void>;
}

/** The short name of the commit that is checked out here, with a mark where files differ from it. */
export async function headName(): Promise<string> {
  const commit = await git("rev-parse", "--short=10", "HEAD");
  const isChanged = (await git("status", "--porcelain", "--untracked-files=no")) !== "";
  return isChanged ? `${commit} with changes` : commit;
}

/**
 * Checks out the commit at which a reference and the current one part ways: what others did since is not this change's.
 *
 * @param reference "main", "origin/main", a tag or a commit
 * @throws Failure when there is no such commit here, or its dependencies cannot be installed
 */
export async function checkoutBase(reference: string): Promise<Version> {
  const commit = await mergeBase(reference);
  const folder = mkdtempSync(join(tmpdir(), "mop-review-"));
  const remove = async (): Promise<void> => {
    rmSync(join(folder, "node_modules"), { recursive: true, force: true });
    await git("worktree", "remove", "--force", folder);
  };
  try {
    await git("worktree", "add", "--detach", folder, commit);
    await dependencies(folder);
  } catch (error) {
    await remove().catch(() => rmSync(folder, { recursive: true, force: true }));
    throw error;
  }
  return { folder, commit: await git("rev-parse", "--short=10", commit), remove };
}

async function mergeBase(reference: string): Promise<string> {
  try {
    return await git("merge-base", "HEAD", reference);
  } catch {
    throw new Failure(
      [
        `There is no common commit of HEAD and ${reference} here.`,
        "Give one that is: npm run review -- --base origin/main. In a shallow clone, fetch the history first: git fetch --unshallow",
      ].join("\n"),
      exitCode.badInput,
    );
  }
}

/** Its own dependencies where they differ; those of this checkout where they are the same. */
async function dependencies(folder: string): Promise<void> {
  const lock = (root: string): string => {
    const file = join(root, "package-lock.json");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  if (lock(folder) === lock(checkout)) {
    symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
    return;
  }
  try {
    await run("npm", ["ci", "--no-fund", "--no-audit"], { cwd: folder, timeout: 600_000, maxBuffer: 64 * 2 ** 20 });
  } catch (error) {
    throw new Failure(`The dependencies of the base cannot be installed: ${firstLine(error)}`);
  }
}
