import { isTree, type Tree } from "../../settings";
import type { Registered } from "../offline";
import { withoutSecrets } from "../secrets";
import { type FieldChange, fieldChanges } from "./fields";

/** An object of a stack, on one side of a comparison. */
export interface Side {
  /** Its inputs, secrets taken out. */
  readonly inputs: Tree;
  readonly resource: Registered;
}

/** An object that is there on one side only, or differs. */
export interface ObjectChange {
  readonly op: "added" | "removed" | "changed";
  readonly kind: string;
  /** Empty for what is in no namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly before?: Side;
  readonly after?: Side;
  /** Empty for an object that is added or removed. */
  readonly fields: readonly FieldChange[];
  /** Whether the engine guards it, where that has changed. */
  readonly protection?: "gained" | "lost";
}

export interface Comparison {
  readonly changes: readonly ObjectChange[];
  readonly unchanged: number;
  /** All objects of each side. */
  readonly before: readonly Side[];
  readonly after: readonly Side[];
}

/** "StatefulSet observability-production/loki" */
export const objectTitle = ({ kind, namespace, name }: Pick<ObjectChange, "kind" | "namespace" | "name">): string =>
  `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;

/** Compares what two versions of a program register for one stack, object by object, in the order of their titles. */
export function compareStacks(before: readonly Registered[], after: readonly Registered[]): Comparison {
  const old = byIdentity(before);
  const now = byIdentity(after, old);
  const changes: ObjectChange[] = [];
  let unchanged = 0;
  for (const identity of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const change = compared(old.get(identity), now.get(identity));
    if (change) changes.push(change);
    else unchanged++;
  }
  return { changes, unchanged, before: [...old.values()], after: [...now.values()] };
}

function compared(before: Side | undefined, after: Side | undefined): ObjectChange | undefined {
  const one = (after ?? before) as Side;
  const about = { ...identityOf(one.resource), ...(before ? { before } : {}), ...(after ? { after } : {}) };
  if (!before || !after) return { ...about, op: before ? "removed" : "added", fields: [] };
  const fields = fieldChanges(before.inputs, after.inputs);
  const [was, is] = [before.resource.protect, after.resource.protect];
  if (fields.length === 0 && was === is) return undefined;
  return { ...about, op: "changed", fields, ...(was === is ? {} : { protection: is ? "gained" : "lost" }) };
}

/** Kubernetes objects, and the components of other packages: charts. Our own components have no fields that matter. */
const isObject = ({ type, custom }: Registered): boolean =>
  type.startsWith("kubernetes:") || (!custom && !type.startsWith("mop:"));

/** @param earlier the other side: a secret that is not the same as there is told as another one */
function byIdentity(resources: readonly Registered[], earlier?: ReadonlyMap<string, Side>): ReadonlyMap<string, Side> {
  return new Map(
    resources.filter(isObject).map((resource) => {
      const key = keyOf(resource);
      const inputs = withoutSecrets(resource.inputs, earlier?.get(key)?.resource.inputs) as Tree;
      return [key, { resource, inputs }];
    }),
  );
}

function keyOf(resource: Registered): string {
  const { kind, namespace, name } = identityOf(resource);
  const { apiVersion } = resource.inputs;
  return `${kind} ${namespace}/${name} ${typeof apiVersion === "string" ? apiVersion.replace(/\/.*$/, "") : ""}`;
}

/** What a resource is called in a cluster. */
export function identityOf({ inputs, type, name }: Registered): Pick<ObjectChange, "kind" | "namespace" | "name"> {
  const metadata = isTree(inputs.metadata) ? inputs.metadata : {};
  const text = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);
  return {
    kind: text(inputs.kind, type.split(":").at(-1) ?? ""),
    namespace: text(metadata.namespace, ""),
    name: text(metadata.name, name),
  };
}
