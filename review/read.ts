import { isTree, type Tree, valueAt } from "../settings";

/** Reading of objects of any kind: whatever is not there, or of another shape, reads as nothing. */

export const tree = (value: unknown): Tree => (isTree(value) ? value : {});

export const trees = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** A text or a number, as text. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

export const at = (value: unknown, path: string): unknown => valueAt(tree(value), path.split("."));
