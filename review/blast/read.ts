import type { Tree } from "../../settings";
import type { ObjectChange } from "../compare";
import { at, tree, trees } from "../read";

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
