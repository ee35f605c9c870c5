import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gatewayAddress, type RealNode } from "../control-plane/addresses";
import { nodeEnvironment, nodeFolder, type NodeProcess } from "./machine";
import { networkFile } from "./network";

/** What one process holds for each node: with it go all processes, mounts and network devices of the node. */
const namespaces = ["pid", "mount", "net", "uts", "ipc"].map((name) => `--${name}`);

/** Written by the holder when all is set up: its process id, as the host counts. */
const readyFile = (node: RealNode): string => join(nodeFolder(node), "holder");

/** Its start: the file that tells of an earlier holder is gone. */
export function holder(node: RealNode): NodeProcess {
  mkdirSync(nodeFolder(node), { recursive: true });
  rmSync(readyFile(node), { force: true });
  return {
    program: "unshare",
    args: [...namespaces, "--fork", "--kill-child", "sh", join(__dirname, "holder.sh")],
    env: {
      ...process.env,
      NODE_NAME: node.name,
      NODE_ADDRESS: node.address,
      NODE_FOLDER: nodeFolder(node),
      NODE_READY: readyFile(node),
      NETWORK: networkFile(),
      GATEWAY: gatewayAddress,
    },
  };
}

export const isHeld = (node: RealNode): boolean => existsSync(readyFile(node));

/** Id of the first process in a node's namespaces, where there is a holder. */
export const holderId = (node: RealNode): number => Number(readFileSync(readyFile(node), "utf8"));

/** A program as it is started within a node's namespaces, where there is a holder. It dies with who started it. */
export function inside(node: RealNode, program: string, args: readonly string[]): NodeProcess {
  // nsenter stays outside and waits; without the second wrapper what it started would outlive it.
  const wrapper = ["--target", String(holderId(node)), ...namespaces, "setpriv", "--pdeathsig", "KILL"];
  return { program: "nsenter", args: [...wrapper, program, ...args], env: nodeEnvironment() };
}

/** Runs a program within a node to its end. @returns what it printed */
export async function runInside(node: RealNode, program: string, ...words: string[]): Promise<string> {
  const { program: wrapper, args, env } = inside(node, program, words);
  const { stdout } = await promisify(execFile)(wrapper, args, { env, maxBuffer: 64 * 2 ** 20 });
  return stdout;
}
