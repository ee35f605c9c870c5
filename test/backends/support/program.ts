import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { programPath, type ToolName } from "../../../lab/tools";
import { call } from "./call";

export interface Start {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What answers 200 once the program is of use. */
  readonly ready: string;
  /** Who signed the certificate that it shows then, where that is not the authority of the stacks. */
  readonly ca?: string;
  /** Where the program is, when it is not one of the lab's. */
  readonly path?: string;
}

/** A program that runs on this machine. */
export interface Program {
  /** As a node that loses power would, or a kernel that is out of memory: nothing is handed over or flushed. */
  readonly kill: () => Promise<void>;
  /** As Kubernetes does it first. */
  readonly terminate: () => Promise<void>;
  /** The same program once more, with what it left on disk. */
  readonly startAgain: () => Promise<void>;
  readonly log: () => string;
  /** Milliseconds of a processor that it has used since it was started. */
  readonly processorTime: () => number;
}

const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A folder, and the programs that write there; both are gone after `clear`. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "mop-backends-"));
  private readonly ends: (() => Promise<void>)[] = [];

  /** Something else to be ended by `clear`. */
  uses(end: () => Promise<void>): void {
    this.ends.push(end);
  }

  /**
   * Starts a program, and waits until it is ready.
   *
   * @param name what its log goes by
   * @throws Error when it cannot be started; with the end of its log when it ends or is not ready within a minute
   */
  async start(name: string, tool: ToolName | "tempo", about: Start): Promise<Program> {
    const logFile = join(this.folder, `${name}.log`);
    const path = about.path ?? programPath(tool as ToolName, tool);
    let child: ChildProcess | undefined;
    const end = async (signal: NodeJS.Signals) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
      running.delete(child);
    };
    const start = async () => {
      const output = openSync(logFile, "a");
      const env = { ...process.env, ...about.env };
      child = spawn(path, about.args, { cwd: this.folder, env, stdio: ["ignore", output, output] });
      closeSync(output);
      // Throws where there is no such program: Node tells of that aside.
      await once(child, "spawn");
      running.add(child);
      await ready(about, child, logFile);
    };
    this.uses(() => end("SIGKILL"));
    await start();
    return {
      kill: () => end("SIGKILL"),
      terminate: () => end("SIGTERM"),
      startAgain: start,
      log: () => readFileSync(logFile, "utf8"),
      processorTime: () => processorTime(child?.pid),
    };
  }

  async clear(): Promise<void> {
    for (const end of this.ends.reverse()) await end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The kernel counts in hundredths of a second: user and system time are fields 14 and 15 of proc_pid_stat(5). */
function processorTime(pid = 0): number {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return 10 * (user + system);
}

async function ready({ ready: url, ca }: Start, child: ChildProcess, logFile: string): Promise<void> {
  const tail = () => readFileSync(logFile, "utf8").slice(-3_000);
  for (let tries = 0; tries < 300; tries++) {
    const ended = child.signalCode ?? child.exitCode;
    if (ended !== null) throw new Error(`${child.spawnfile} ended with ${ended}:\n${tail()}`);
    const answer = await call(url, { seconds: 2, ca }).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(200);
  }
  throw new Error(`${child.spawnfile} is not ready after a minute:\n${tail()}`);
}
