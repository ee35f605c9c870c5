import { scriptProcess } from "../../script-process";
import type { Way } from "./relay";

/** The door of this folder: how to start a process that passes connections on. Its paths are in full. */
export const relayProcess = (ways: readonly Way[]) =>
  scriptProcess(__dirname, ...ways.flatMap(({ from, to }) => [from, to]));
