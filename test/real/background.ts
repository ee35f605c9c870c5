import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { inNetwork } from "./real-lab";

/**
 * Starts a script of this folder within the node's network, which runs until it is told to stop.
 *
 * @param input what the script gets by `task`
 * @returns what stops it, with what it says in the end
 */
export function inBackground<T>(script: string, input: unknown): () => Promise<T> {
  const child = spawn(...inNetwork(script), { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stdin.write(`${JSON.stringify(input)}\n`);
  return () =>
    new Promise((resolve) => {
      child.on("close", () => resolve(JSON.parse(output) as T));
      child.stdin.end();
    });
}

/** The script's side: its input, and whether it was told to stop. What it prints in the end, as JSON, is its result. */
export async function task<T>(): Promise<{ readonly input: T; readonly isOver: () => boolean }> {
  let isOver = false;
  const lines = createInterface(process.stdin).on("close", () => (isOver = true));
  const input = await new Promise<T>((resolve) => {
    lines.once("line", (line) => resolve(JSON.parse(line) as T));
  });
  return { input, isOver: () => isOver };
}
