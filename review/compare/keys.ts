import { isTree, type Tree } from "../../settings";
import { text } from "../read";

type KeyOf = (item: Tree) => string | undefined;

const by =
  (...members: readonly string[]): KeyOf =>
  (item) => {
    const parts = members.flatMap((member) => text(item[member]) ?? []);
    return parts.length > 0 ? parts.join("/") : undefined;
  };

/** What a rule of a Role is about. */
const granted: KeyOf = (item) =>
  ["apiGroups", "resources", "resourceNames", "nonResourceURLs"]
    .flatMap((member) => (Array.isArray(item[member]) ? [(item[member] as unknown[]).join(",") || "core"] : []))
    .join("/");

/** Whom a rule of a NetworkPolicy lets in or out. */
const peers =
  (member: string): KeyOf =>
  (item) =>
    JSON.stringify(item[member] ?? []).replace(/[{}[\]"]/g, "") || "anybody";

/** By the name of the list: the keys by which Kubernetes itself merges it, or what tells its items apart. */
const byList: Readonly<Record<string, KeyOf>> = {
  volumeMounts: by("mountPath"),
  ports: by("name", "port", "containerPort", "protocol"),
  rules: granted,
  ingress: peers("from"),
  egress: peers("to"),
  topologySpreadConstraints: by("topologyKey", "whenUnsatisfiable"),
  tolerations: by("key", "operator", "value", "effect"),
  items: by("key", "path"),
  volumeClaimTemplates: (item) => (isTree(item.metadata) ? text(item.metadata.name) : undefined),
};

/**
 * The keys of a list's items, where each has one of its own; undefined for a list that has none, in which an item is
 * told by its place.
 */
export function itemKeys(list: string, items: readonly unknown[]): readonly string[] | undefined {
  const keyOf = Object.hasOwn(byList, list) ? byList[list] : by("name");
  const keys = items.map((item) => (isTree(item) ? keyOf(item) : undefined));
  const isUnique = new Set(keys).size === keys.length;
  return isUnique && keys.every((key): key is string => key !== undefined) ? keys : undefined;
}
