import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout } from "../../lab/folders";
import { environmentOf, judgeAll, type PackConfig } from "../../policy/offline";
import { type Registered, runOffline } from "../../review/offline";
import type { StackSide } from "../../review/report/stack";
import { readStackFile, stackFile } from "../../settings";
import { offlineResources, today } from "../policy";

const run = promisify(execFile);

/** A stack as this checkout makes it. */
export const headSide = (stack: string): Promise<StackSide> =>
  side(checkout, stack, async () => (await runOffline(stackFile(checkout, stack), stack)).resources);

/** A stack as another version makes it: its own program in a process of its own, judged by the rules of this one. */
export const baseSide = (folder: string, stack: string): Promise<StackSide> =>
  side(folder, stack, async () => {
    const args = ["--import", "tsx", "cli/main.ts", "render", "--stack", stack, "--json"];
    const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 256 * 2 ** 20, timeout: 300_000 });
    return JSON.parse(stdout) as Registered[];
  });

async function side(folder: string, stack: string, render: () => Promise<readonly Registered[]>): Promise<StackSide> {
  const file = stackFile(folder, stack);
  if (!existsSync(file)) return { state: "absent" };
  let resources: readonly Registered[];
  try {
    resources = await render();
  } catch (error) {
    return { state: "unreadable", fault: faultText(error, folder) };
  }
  return renderedSide(stack, resources, readStackFile(file).config["mop:environment"], packConfig(folder));
}

/** @param environment the one that the stack's settings name */
export const renderedSide = (
  stack: string,
  resources: readonly Registered[],
  environment: string | undefined,
  policyConfig: PackConfig,
): StackSide => ({
  state: "rendered",
  resources,
  policyConfig,
  judged: (config) => judgeAll(offlineResources(resources), environmentOf(stack, environment), [config], today()),
});

/** What the pack is told in a version; what it is told in this one, where that had no pack. */
function packConfig(folder: string): PackConfig {
  const inVersion = join(folder, "policy", "config.json");
  const file = existsSync(inVersion) ? inVersion : join(checkout, "policy", "config.json");
  return JSON.parse(readFileSync(file, "utf8")) as PackConfig;
}

/** What a program said went wrong, without the paths of this machine. */
function faultText(error: unknown, folder: string): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const lines = (stderr ?? message ?? String(error))
    .replaceAll(`${folder}/`, "")
    .trim()
    .split("\n")
    // Of a crash, where in the program it was says nothing to a reviewer.
    .filter((line) => !/^\s+at /.test(line));
  return lines.slice(0, 60).join("\n");
}
