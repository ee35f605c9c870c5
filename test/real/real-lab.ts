import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { realNodes } from "../../lab/control-plane/addresses";
import { kubeconfigFile } from "../../lab/control-plane/kubeconfig";
import { hasEnded, startedId } from "../../lab/control-plane/processes";
import { cache, labName } from "../../lab/folders";
import { lack } from "../../lab/node/machine";
import { onPath, programPath } from "../../lab/tools";
import { type Ended, mop as mopOf, must as mustOf, mopAside as mopAsideOf } from "../lab/lab";
import type { Request, Response } from "./client";

/** A lab with real nodes, of these suites' own; one for each of those that run side by side. */
export const realLab = [labName, "real", process.env.VITEST_POOL_ID].filter(Boolean).join("-");
export const folder = join(cache, "labs", realLab);

/** Why these suites cannot run on this machine. */
const missing = lack() ?? (onPath("go") ? undefined : "There is no Go on PATH.");

/**
 * A suite where the machine can have a real node; elsewhere a test that says why it was not run. Before it there is no
 * lab, and none is left after it.
 *
 * @param lack why it cannot be run even then
 */
export function withRealNode(name: string, suite: () => void, lack?: string): void {
  const reason = missing ?? lack;
  if (reason) {
    test.skip(`not run: ${reason}`, () => undefined);
    return;
  }
  const purge = () => must("lab", "stop", "--purge");
  describe(name, () => {
    beforeAll(purge);
    suite();
    afterAll(purge);
  });
}

/** No registry is asked for images, so that the suites see the same on every machine. */
const environment = { MOP_LAB: realLab, MOP_OFFLINE: "1" };
export const mop = (...args: string[]): Ended => mopOf(args, environment);
export const must = (...args: string[]): void => mustOf(args, environment);
export const mopAside = (...args: string[]): Promise<Ended> => mopAsideOf(args, environment);

const kubectlWith = (input: string, args: readonly string[]): string =>
  execFileSync(programPath("kubernetes", "kubectl"), ["--kubeconfig", kubeconfigFile(folder), ...args], {
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
    maxBuffer: 64 * 2 ** 20,
  });

export const kubectl = (...args: string[]): string => kubectlWith("", args);

/** Applies manifests that are given as text. */
export const applyText = (text: string): void => void kubectlWith(text, ["apply", "--filename", "-"]);

/** The host's id of what was started as a part: for those within a node, of the process that waits for it. */
export const startedAs = (part: string): number => startedId(folder, part);

/** What leads into the network between the nodes, where what is outside of a cluster is. */
export const networkFile = (): string => `/proc/${startedAs("node-network")}/ns/net`;

/** Id of the process that holds a node's namespaces. */
export const holder = (node = "real-1"): number => Number(readFileSync(join(folder, "node", node, "holder"), "utf8"));

export const namespaceOf = (pid: number | string): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
};

/** The namespace of process ids in which a process's children are, as containers have their own below the node's. */
const parentOf = (pid: string): string =>
  /^PPid:\s*([0-9]+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";

/** Ids of all processes in a namespace of process ids, without those that have ended and only wait to be collected. */
export const processesIn = (namespace: string): string[] =>
  readdirSync("/proc").filter(
    (pid) => /^[0-9]+$/.test(pid) && namespaceOf(pid) === namespace && !hasEnded(Number(pid)),
  );

/** The host's ids of processes of containers on the nodes that run a program. @param program its path in its image */
export function containerProcesses(program: string): number[] {
  const nodes = realNodes.filter(({ name }) => existsSync(join(folder, "node", name, "holder")));
  const shims = new Set(nodes.flatMap(({ name }) => processesIn(namespaceOf(holder(name)) as string)));
  return readdirSync("/proc")
    .filter((pid) => {
      try {
        const [first] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return first === program && shims.has(parentOf(pid));
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** How node runs a script of this folder within the node's network. */
export const inNetwork = (script: string): [string, string[]] => [
  "nsenter",
  ["--target", String(holder()), "--net", process.execPath, "--import", "tsx", join(__dirname, script)],
];

/** Runs a script of this folder within the node's network: JSON in on standard input, JSON out. */
export function runInNetwork<T>(script: string, input: unknown): T {
  const [program, args] = inNetwork(script);
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 64 * 2 ** 20 } as const;
  const { stdout, stderr } = spawnSync(program, args, options);
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** Makes requests within the node's network, where Services answer, one after the other. */
export const ask = (...requests: readonly Request[]): Response[] => runInNetwork("client.ts", requests);
