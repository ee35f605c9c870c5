import { join } from "node:path";

/**
 * How to start a process of the lab's that is a script of this project: the main.ts in a folder.
 *
 * @param args with paths in full, as it runs in the lab's folder
 */
export const scriptProcess = (folder: string, ...args: readonly string[]) => ({
  program: process.execPath,
  args: ["--import", require.resolve("tsx"), join(folder, "main.ts"), ...args],
});
