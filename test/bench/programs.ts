import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { firstLine } from "../../cli/failure";
import { checkout } from "../../lab/folders";

const execute = promisify(execFile);

/**
 * Runs a program to its end, while signals are still heard.
 *
 * @returns what it printed
 * @throws Error in one line: why it could not be started, or what it said went wrong
 */
export async function run(program: string, ...args: string[]): Promise<string> {
  try {
    return (await execute(program, args, { cwd: checkout, maxBuffer: 64 * 2 ** 20 })).stdout;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    // Node shows the source before the error.
    const words = /^\w*Error\b.*/m.exec(stderr ?? "")?.[0] ?? firstLine(stderr || error);
    throw new Error(`${args.join(" ")}: ${words}`);
  }
}

/** Runs one of the project's programs as TypeScript. */
export const tsx = (...args: string[]): Promise<string> => run(process.execPath, "--import", "tsx", ...args);

/** A folder that is gone when this process ends, however that comes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mop-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
