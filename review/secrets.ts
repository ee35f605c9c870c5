import { isDeepStrictEqual } from "node:util";
import { specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { isTree, type Tree } from "../settings";

/** Whether Pulumi passes a value between its parts as a special one; among Kubernetes inputs, only secrets are. */
const isMarked = (value: unknown): boolean => isTree(value) && specialSigKey in value;

/** What is marked as a secret; undefined for a value that is not marked. */
export const secretValue = (value: unknown): unknown => (isTree(value) && isMarked(value) ? value.value : undefined);

/**
 * A value with "<secret>" in the place of every secret in it.
 *
 * @param before an earlier version of it; where its secret is not the same, "<another secret>" says that much
 */
export function withoutSecrets(value: unknown, before?: unknown): unknown {
  if (isMarked(value)) return hidden(value, before);
  if (Array.isArray(value)) {
    const others = Array.isArray(before) ? (before as readonly unknown[]) : [];
    return value.map((item, n) => withoutSecrets(item, others[n]));
  }
  if (!isTree(value)) return value;
  const other = isTree(before) ? before : {};
  const isSecret = value.kind === "Secret" && "apiVersion" in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isSecret && /^(data|stringData)$/.test(key)
        ? hiddenMembers(inner, other[key])
        : withoutSecrets(inner, other[key]),
    ]),
  );
}

/** All that a Secret holds is one, marked or not. */
function hiddenMembers(value: unknown, before: unknown): unknown {
  if (!isTree(value) || isMarked(value)) return hidden(value, before);
  const other: Tree = isTree(before) ? before : {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner, other[key])]));
}

const hidden = (value: unknown, before: unknown): string =>
  before === undefined || isDeepStrictEqual(value, before) ? "<secret>" : "<another secret>";
