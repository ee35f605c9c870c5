import { isDeepStrictEqual } from "node:util";
import { isTree, type Tree } from "../../settings";
import { embedded } from "./embedded";
import { itemKeys } from "./keys";
import type { Path, Step } from "./path";

/**
 * One place in which two values differ. `before` is undefined where there was nothing, `after` where there is nothing
 * any more. An `order` change says the keys of a list's items, which are told apart by key and have changed places.
 */
export interface FieldChange {
  readonly path: Path;
  readonly kind: "set" | "order";
  readonly before: unknown;
  readonly after: unknown;
  /** What differs within a text that is a configuration file; `before` and `after` are the whole of it. */
  readonly inside?: readonly FieldChange[];
}

/** What differs from one value to another, in the order of its fields. Nothing, for a value and itself. */
export function fieldChanges(before: unknown, after: unknown, path: Path = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldChanges(own(before, key), own(after, key), [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const changes = listChanges(before, after, path);
    if (changes) return changes;
  }
  const change = { path, kind: "set", before, after } as const;
  const inside = typeof before === "string" && typeof after === "string" ? insideOf(before, after, path) : undefined;
  return [inside ? { ...change, inside } : change];
}

const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);

function listChanges(before: readonly unknown[], after: readonly unknown[], path: Path): FieldChange[] | undefined {
  const list = path.findLast((step): step is string => typeof step === "string") ?? "";
  const keys = [itemKeys(list, before), itemKeys(list, after)];
  const [old, now] = keys;
  if (old && now) {
    const all = [...new Set([...old, ...now])];
    const changes = all.flatMap((key) =>
      fieldChanges(before[old.indexOf(key)], after[now.indexOf(key)], [...path, { item: key }]),
    );
    // Items that come in are put last unless the order says otherwise.
    const appended = [...old.filter((key) => now.includes(key)), ...now.filter((key) => !old.includes(key))];
    return isDeepStrictEqual(appended, now) ? changes : [...changes, { path, kind: "order", before: old, after: now }];
  }
  if (before.length !== after.length || ![...before, ...after].every((item) => typeof item === "object"))
    return undefined;
  return before.flatMap((item, n) => fieldChanges(item, after[n], [...path, { at: n }]));
}

/** Within the text of a configuration file; undefined where the text is none, or only its looks have changed. */
function insideOf(before: string, after: string, path: Path): FieldChange[] | undefined {
  const name = path.findLast((step): step is string => typeof step === "string") ?? "";
  const [old, now] = [embedded(name, before), embedded(name, after)];
  const changes = old && now ? fieldChanges(old, now) : [];
  return changes.length > 0 ? changes : undefined;
}

/** Makes of the value before what it is after: `applied(x, fieldChanges(x, y))` is `y`. */
export function applied(before: unknown, changes: readonly FieldChange[]): unknown {
  return changes.reduce((value, change) => put(value, change.path, change, ""), before);
}

function put(value: unknown, path: Path, change: FieldChange, list: string): unknown {
  if (path.length === 0)
    return change.kind === "order" ? ordered(value, change.after as readonly string[], list) : change.after;
  const [step, ...rest] = path;
  if (typeof step === "string") {
    const tree = isTree(value) ? value : {};
    return withMember(tree, step, put(own(tree, step), rest, change, step));
  }
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const found = place(items, step, list);
  const item = put(items[found], rest, change, list);
  if (found === -1) return [...items, item];
  return item === undefined ? items.filter((_, n) => n !== found) : items.with(found, item);
}

function withMember(tree: Tree, key: string, member: unknown): Tree {
  if (member !== undefined) return { ...tree, [key]: member };
  return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));
}

const place = (items: readonly unknown[], step: Exclude<Step, string>, list: string): number =>
  "at" in step ? step.at : (itemKeys(list, items) ?? []).indexOf(step.item);

function ordered(value: unknown, keys: readonly string[], list: string): unknown {
  const items = value as readonly unknown[];
  const now = itemKeys(list, items) ?? [];
  return keys.map((key) => items[now.indexOf(key)]);
}
