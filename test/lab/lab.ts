import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { checkout, labName } from "../../lab/folders";

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A lab of the tests' own, beside the one that a developer may have running. */
export const testLab = `${labName}-test`;

const environmentOf = (extra: Environment) => ({ ...process.env, MOP_LAB: testLab, NO_COLOR: "1", ...extra });

const main = ["--import", "tsx", join(checkout, "cli", "main.ts")];

/** Runs one of the project's commands to its end. */
export function mop(args: readonly string[], extra: Environment = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...main, ...args], {
    cwd: checkout,
    env: environmentOf(extra),
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}

/** Starts one of the project's commands in a process group of its own, so that all of it can be killed at once. */
export const startMop = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...main, ...args], { cwd: checkout, env: environmentOf({}), detached: true });

/** kubectl on the tests' lab. @throws Error with what it printed */
export const kubectl = (...args: string[]): string =>
  execFileSync(process.execPath, [...main, "lab", "kubectl", ...args], {
    cwd: checkout,
    env: environmentOf({}),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

interface Item {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase?: string };
}

/** Live objects, as kubectl lists them. */
export const list = (...args: string[]): readonly Item[] =>
  (JSON.parse(kubectl("get", ...args, "-o", "json")) as { items: Item[] }).items;

/** A stack file in a folder of its own. */
export function stackFileWith(config: Readonly<Record<string, unknown>>): string {
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "Pulumi.dev.yaml");
  writeFileSync(file, stringify({ config }));
  return file;
}

/** Resources that an output lists as changed, "~ ConfigMap mop-loki-config: data[...]", in the order of their names. */
export const changed = (output: string): string[] =>
  output
    .split("\n")
    .filter((line) => /^ {2}[+~±>-] /.test(line))
    .map((line) => line.trim())
    .sort();

/** Ids of the processes of the tests' lab. */
export function labProcesses(): string[] {
  const { stdout } = spawnSync("pgrep", ["-f", `/labs/${testLab}/`], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean);
}
