import { isDeepStrictEqual } from "node:util";
import { isTree, type Tree, valueAt } from "../../settings";

/** One changed place between two versions of an object. */
export interface Change {
  /** As Pulumi writes it: spec.template.spec.containers[0].image */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether Kubernetes refuses to change it in place. */
  readonly replaces: boolean;
}

/**
 * Fields that cannot be changed once an object exists, by kind: what the real Kubernetes provider replaces an object
 * for (its provider/pkg/provider/diff.go), as far as the kinds of this stack go.
 */
const fixedFields: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  Service: ["spec.clusterIP"],
  ClusterRoleBinding: ["roleRef"],
  RoleBinding: ["roleRef"],
  Secret: ["type", "data", "stringData"],
  StorageClass: ["parameters", "provisioner"],
};

const identity = ["metadata.name", "metadata.namespace"];

/** The fields of an object that cannot be changed in place, as far as it has them, by their path. */
export const fixedOf = (object: Tree & { readonly kind: string }): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (fixedFields[object.kind] ?? [])
      .map((field) => [field, valueAt(object, field.split("."))] as const)
      .filter(([, value]) => value !== undefined),
  );

/**
 * What changed from one version of an object's inputs to the next, in the order of its fields.
 *
 * @param mutableConfigMaps the provider's setting enableConfigMapMutable, which this project switches on
 */
export function changes(before: object, after: object, mutableConfigMaps = true): Change[] {
  const kind = "kind" in after ? String(after.kind) : "";
  const frozen = kind === "ConfigMap" && !mutableConfigMaps ? ["data", "binaryData"] : [];
  const fixed = [...identity, ...frozen, ...(fixedFields[kind] ?? [])];
  return compare(before, after, "").map((change) => ({
    ...change,
    replaces: fixed.some(
      (field) =>
        change.path === field || (/^[.[]/.test(change.path.slice(field.length)) && change.path.startsWith(field)),
    ),
  }));
}

/** Whether the new object goes by another name, and so can stand beside the old one for a while. */
export const isRenamed = (found: readonly Change[]): boolean => found.some(({ path }) => identity.includes(path));

function compare(before: unknown, after: unknown, path: string): Omit<Change, "replaces">[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, n) => compare(before[n], after[n], `${path}[${n}]`)).flat();
  }
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compare(before[key], after[key], path ? joined(path, key) : key));
  }
  return [{ path, kind: "update" }];
}

const joined = (path: string, key: string): string =>
  /^[A-Za-z0-9_-]+$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`;

/**
 * The inputs as the cluster has them now: the fields that the program set, with the values that are live. What others
 * added is theirs; what they changed or removed shows.
 */
export function asLive(inputs: unknown, live: unknown): unknown {
  if (live === undefined) return isEmpty(inputs) ? inputs : undefined;
  if (Array.isArray(inputs) && Array.isArray(live)) {
    return inputs.length === live.length ? inputs.map((input, n) => asLive(input, live[n])) : live;
  }
  if (isTree(inputs) && isTree(live)) {
    const fields = Object.entries(inputs).map(([key, input]) => [key, asLive(input, live[key])] as const);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  return live;
}

/** The API server drops empty maps and lists. */
const isEmpty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isTree(value) && Object.keys(value).length === 0);
