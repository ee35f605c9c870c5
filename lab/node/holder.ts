import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Part } from "../control-plane/parts";
import { nodeAddress, nodeName } from "../control-plane/addresses";
import { nodeEnvironment, nodeFolder } from "./machine";

/**
 * The node's namespaces, which one process holds: with it go all processes, mounts and network devices of the node. Its
 * name is known to the lab like that of any part.
 */
export const holderName = "node";

const namespaces = ["pid", "mount", "net", "uts", "ipc"].map((name) => `--${name}`);

/** How a part of the node is started. */
export type NodeProcess = Omit<Part, "name">;

/** Written by the holder when all is set up: its process id, as the host counts. */
const readyFile = join(nodeFolder, "holder");

/** Its start: the file that tells of an earlier holder is gone. */
export function holder(): NodeProcess {
  mkdirSync(nodeFolder, { recursive: true });
  rmSync(readyFile, { force: true });
  return {
    program: "unshare",
    args: [...namespaces, "--fork", "--kill-child", "sh", join(__dirname, "holder.sh")],
    env: {
      ...process.env,
      NODE_NAME: nodeName,
      NODE_ADDRESS: nodeAddress,
      NODE_FOLDER: nodeFolder,
      NODE_READY: readyFile,
    },
  };
}

export const isHeld = (): boolean => existsSync(readyFile);

/** A program as it is started within the node's namespaces, where there is a holder. It dies with who started it. */
export function inside(program: string, args: readonly string[]): NodeProcess {
  const holderId = readFileSync(readyFile, "utf8").trim();
  // nsenter stays outside and waits; without the second wrapper what it started would outlive it.
  const wrapper = ["--target", holderId, ...namespaces, "setpriv", "--pdeathsig", "KILL"];
  return { program: "nsenter", args: [...wrapper, program, ...args], env: nodeEnvironment() };
}

/** Runs a program within the node to its end. @returns what it printed */
export async function runInside(program: string, ...words: string[]): Promise<string> {
  const { program: wrapper, args, env } = inside(program, words);
  const { stdout } = await promisify(execFile)(wrapper, args, { env, maxBuffer: 64 * 2 ** 20 });
  return stdout;
}
