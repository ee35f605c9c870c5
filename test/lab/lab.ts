import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { kubeconfigFile } from "../../lab/control-plane/kubeconfig";
import { cache, checkout, labName } from "../../lab/folders";
import { programPath } from "../../lab/tools";
import { merge, type Tree } from "../../settings";

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

/** Runs one of the project's commands, which has to succeed. @throws Error with what it printed */
export function must(args: readonly string[], extra: Environment = {}): void {
  const { code, output } = mop(args, extra);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${output}`);
}

/** Starts one of the project's commands in a process group of its own, so that all of it can be killed at once. */
export const startMop = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...main, ...args], { cwd: checkout, env: environmentOf({}), detached: true });

/** Runs one of the project's commands to its end, while the test goes on. */
export const mopAside = (args: readonly string[], extra: Environment = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...main, ...args], { cwd: checkout, env: environmentOf(extra) });
    child.on("error", reject);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("close", (code) => resolve({ code, output }));
  });

/** Runs several of the project's commands side by side, each to its end. */
export const mopAll = (...commands: readonly (readonly string[])[]): Promise<Ended[]> =>
  Promise.all(commands.map((args) => mopAside(args)));

const kubectlOfLab = (): [string, string[]] => [
  programPath("kubernetes", "kubectl"),
  ["--kubeconfig", kubeconfigFile(join(cache, "labs", testLab))],
];

/** kubectl on the tests' lab, without the second that the project's own command takes. @throws Error with what it printed */
export function kubectl(...args: string[]): string {
  const [program, options] = kubectlOfLab();
  return execFileSync(program, [...options, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 2 ** 20,
  });
}

/** Applies manifests that are given as text. */
export function applyText(text: string): void {
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "objects.yaml");
  writeFileSync(file, text);
  kubectl("apply", "--filename", file);
}

/** What kubectl says besides its answer. */
export function kubectlWarnings(...args: string[]): string {
  const [program, options] = kubectlOfLab();
  return spawnSync(program, [...options, ...args], { encoding: "utf8" }).stderr;
}

/** What the tests read of live objects. */
export interface Item {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly subresource?: string }[];
  };
}

/** Live objects, as kubectl lists them. */
export const list = <T = unknown>(...args: string[]): readonly (Item & T)[] =>
  (JSON.parse(kubectl("get", ...args, "-o", "json")) as { items: (Item & T)[] }).items;

export interface Pod {
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export const pods = (...args: string[]) => list<Pod>("pods", ...(args.length > 0 ? args : ["--all-namespaces"]));

/** Kinds of which a stack has objects, and the claims that its StatefulSets bring about. */
const kinds = [
  "namespaces,configmaps,services,serviceaccounts,statefulsets,deployments,daemonsets,clusterroles,clusterrolebindings",
  "poddisruptionbudgets,horizontalpodautoscalers,persistentvolumeclaims,networkpolicies",
  "certificates,issuers,clusterissuers",
].join(",");

const ofStack = (stack: string, ...args: string[]) =>
  list(kinds, "--all-namespaces", "--selector", `app.kubernetes.io/instance=mop-${stack}`, ...args);

/** Everything live that belongs to a stack: "observability-dev Service loki". */
export const objects = (stack: string): string[] =>
  ofStack(stack).map(({ kind, metadata: { namespace, name } }) => `${namespace ?? "-"} ${kind} ${name}`);

/**
 * The objects of a stack, each field with who wrote it and when, so that any write would show. What controllers report in
 * their status may change at any time, and their version with it: a node that is not heard of for a moment is enough.
 */
export const written = (stack: string): object[] =>
  ofStack(stack, "--show-managed-fields").map(({ metadata, ...item }) => {
    const wrote = metadata.managedFields?.filter(({ subresource }) => subresource !== "status");
    return { ...item, metadata: { ...metadata, managedFields: wrote, resourceVersion: undefined }, status: undefined };
  });

/** What a namespace-less lab has by itself, and has again when every stack is gone. */
export const ownNamespaces = ["cert-manager", "default", "kube-node-lease", "kube-public", "kube-system"];

export const namespaces = (): string[] => list("namespaces").map(({ metadata }) => metadata.name);

/**
 * Number of objects in the golden render of a stack, which the unit tests hold the program to. The lab has cert-manager's
 * kinds and namespace by itself, and no chart.
 */
export const objectCount = (stack: string): number =>
  readdirSync(join(checkout, "test", "golden", stack), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".yaml") && !/(Namespace-cert-manager|NetworkPolicy-webhook-only)\.yaml$/.test(file),
  ).length;

/** Waits until something holds that the cluster's controllers bring about; what it was like last is the error. */
export async function eventually<T>(look: () => T, holds: (seen: T) => boolean, seconds = 120): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s it was still ${JSON.stringify(seen)}`);
    await sleep(500);
  }
}

/** A stack file in a folder of its own. */
export function stackFileWith(config: Readonly<Record<string, unknown>>): string {
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "Pulumi.dev.yaml");
  writeFileSync(file, stringify({ config }));
  return file;
}

export const fixture = (name: string): string => join(checkout, "test", "fixtures", `${name}.yaml`);

/** A stack file with what a fixture says, and other settings laid over it. */
export function fixtureWith(name: string, settings: Tree): string {
  const { config } = parse(readFileSync(fixture(name), "utf8")) as { config: Tree };
  return stackFileWith(merge(config, settings));
}

/** The report at the end of a command's output. */
export const report = (output: string): string[] => (output.trim().split("\n\n").at(-1) ?? "").split("\n");

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

/** Volumes go after their claims, which nobody else waits for. */
export const volumesGone = (): Promise<unknown> =>
  eventually(
    () => list("persistentvolumes").map(({ metadata }) => metadata.name),
    (left) => left.length === 0,
  );
