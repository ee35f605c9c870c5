import type { Path } from "./faults";

/** Plain nested data: merging it, and reading and removing what is at a path. */

export type Tree = { readonly [key: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Later layers win; maps merge key by key, everything else replaces. */
export function merge(...layers: readonly Tree[]): Tree {
  const result: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const below = result[key];
      set(result, key, isTree(value) ? merge(isTree(below) ? below : {}, value) : value);
    }
  }
  return result;
}

/** Assigning to "__proto__" would set no key; defining each key would make every map slow. */
function set(tree: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") tree[key] = value;
  else Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true });
}

export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    tree,
  );
}

/** A copy without what is at the path; a list loses its faulty member as a whole, so that no position shifts. */
export function without(tree: Tree, path: Path): Tree {
  const [step, ...rest] = path;
  if (step === undefined || !Object.hasOwn(tree, step)) return tree;
  const { [step]: value, ...others } = tree;
  return rest.length > 0 && isTree(value) ? { ...others, [step]: without(value, rest) } : others;
}

/** Every single value of a tree with its path; an empty list or map counts as one. */
export function leaves(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const children: [string | number, unknown][] = Array.isArray(value)
    ? value.map((child, position) => [position, child])
    : Object.entries(isTree(value) ? value : {});
  if (children.length === 0) return [{ path, value }];
  return children.flatMap(([step, child]) => leaves(child, [...path, step]));
}
