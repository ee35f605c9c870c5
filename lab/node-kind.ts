import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labFolder } from "./folders";

/** What runs the pods: kwok alone, which only says that they run, or real nodes beside it. */
export const nodeKinds = ["fake", "real"] as const;
export type NodeKind = (typeof nodeKinds)[number];

const file = join(labFolder, "real-nodes");

/** How many real nodes the lab has, running or dead: as many as were last asked for, until it is stopped. */
export const realNodeCount = (): number => (existsSync(file) ? Number(readFileSync(file, "utf8")) : 0);

export const nodeKind = (): NodeKind => (realNodeCount() > 0 ? "real" : "fake");

export function setRealNodeCount(count: number): void {
  mkdirSync(labFolder, { recursive: true });
  if (count > 0) writeFileSync(file, String(count));
  else rmSync(file, { force: true });
}
