import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labFolder } from "./folders";

/** What runs the pods: kwok alone, which only says that they run, or a real node beside it. */
export const nodeKinds = ["fake", "real"] as const;
export type NodeKind = (typeof nodeKinds)[number];

const file = join(labFolder, "real-node");

/** What the lab has now. A real node was asked for from its first start until it is stopped, whether it runs or died. */
export const nodeKind = (): NodeKind => (existsSync(file) ? "real" : "fake");

export function setNodeKind(kind: NodeKind): void {
  mkdirSync(labFolder, { recursive: true });
  if (kind === "real") writeFileSync(file, "");
  else rmSync(file, { force: true });
}
