import { isTree, type Tree, valueAt } from "../../settings";
import type { ObjectChange } from "../compare";

/** Reading of objects of any kind: whatever is not there, or of another shape, reads as nothing. */

export const tree = (value: unknown): Tree => (isTree(value) ? value : {});

export const trees = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** A text or a number, as text. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

export const at = (value: unknown, path: string): unknown => valueAt(tree(value), path.split("."));

/** The spec of the pods that an object makes; empty for one that makes none. */
export const podSpec = (object: Tree | undefined): Tree =>
  tree(
    object?.kind === "Pod"
      ? object.spec
      : (at(object, "spec.template.spec") ?? at(object, "spec.jobTemplate.spec.template.spec")),
  );

/** The containers of a pod's spec, the init containers among them. */
export const containers = (spec: Tree): readonly Tree[] => [...trees(spec.initContainers), ...trees(spec.containers)];

/** Both sides of an object; a side on which it is not there reads as empty. */
export const sides = ({ before, after }: ObjectChange): readonly [Tree, Tree] => [
  before?.inputs ?? {},
  after?.inputs ?? {},
];

/** What is in the one list and not in the other. */
export const beyond = (list: readonly string[], other: readonly string[]): string[] =>
  [...new Set(list)].filter((one) => !other.includes(one)).sort();

/** "2 pods" */
export const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
