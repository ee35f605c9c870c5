import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "../lab-error";
import type { Part } from "./parts";

/** A process that was started: its id, and when that process began, since ids are used again. */
interface StartedProcess {
  readonly pid: number;
  readonly begun: string;
}

const pidFile = (folder: string, name: string) => join(folder, "run", `${name}.json`);
export const logFile = (folder: string, name: string) => join(folder, "logs", `${name}.log`);

/** Starts a part in the background; it lives on when this process ends. */
export function start(folder: string, part: Part): void {
  mkdirSync(join(folder, "run"), { recursive: true });
  mkdirSync(join(folder, "logs"), { recursive: true });
  const log = openSync(logFile(folder, part.name), "w");
  const { program, args, env } = part;
  const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], cwd: folder, env });
  if (child.pid === undefined) throw new LabError(`${program} cannot be started`);
  writeFileSync(pidFile(folder, part.name), JSON.stringify({ pid: child.pid, begun: begun(child.pid) }));
  child.unref();
}

export function isRunning(folder: string, name: string): boolean {
  const record = read(folder, name);
  return record !== undefined && begun(record.pid) === record.begun;
}

/** Id of the process that a part was started as. @throws LabError when it was not */
export function startedId(folder: string, name: string): number {
  const record = read(folder, name);
  if (!record) throw new LabError(`${name} of the lab was not started`);
  return record.pid;
}

/** Names of everything that was started here and not stopped, dead or alive. */
export const started = (folder: string): string[] =>
  existsSync(join(folder, "run")) ? readdirSync(join(folder, "run")).map((file) => file.replace(/\.json$/, "")) : [];

/** Ends a part: asks, waits up to ten seconds, then kills. */
export const stop = (folder: string, name: string): Promise<void> =>
  end(folder, name, [
    ["SIGTERM", 100],
    ["SIGKILL", 50],
  ]);

/** Ends a part that heeds nothing else. */
export const kill = (folder: string, name: string): Promise<void> => end(folder, name, [["SIGKILL", 50]]);

/** @param steps signals, each with how many tenths of a second it is given */
async function end(folder: string, name: string, steps: readonly [NodeJS.Signals, number][]): Promise<void> {
  const record = read(folder, name);
  for (const [signal, tries] of steps) {
    if (!record || !isRunning(folder, name)) break;
    process.kill(record.pid, signal);
    for (let n = 0; n < tries && isRunning(folder, name); n++) await sleep(100);
  }
  rmSync(pidFile(folder, name), { force: true });
}

/** The last words of a part, for an error message. */
export function lastLine(folder: string, name: string): string {
  const file = logFile(folder, name);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.findLast((line) => /error|fatal|fail|panic|refused/i.test(line)) ?? lines.at(-1) ?? "it wrote nothing";
}

function read(folder: string, name: string): StartedProcess | undefined {
  const file = pidFile(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StartedProcess) : undefined;
}

/** Whether a process is no more. */
export const hasEnded = (pid: number): boolean => begun(pid) === undefined;

/** When a process began, in the kernel's own count; undefined when it is no more, or only waits to be collected. */
function begun(pid: number): string | undefined {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
