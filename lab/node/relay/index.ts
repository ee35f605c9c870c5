import { join } from "node:path";
import type { Way } from "./relay";

/** The door of this folder: how to start a process that passes connections on. Its paths are in full. */
export const relayProcess = (ways: readonly Way[]) => ({
  program: process.execPath,
  args: ["--import", require.resolve("tsx"), join(__dirname, "main.ts"), ...ways.flatMap(({ from, to }) => [from, to])],
});
