import { isTree } from "../settings";

/** The mark of a secret value in what Pulumi passes between its parts. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** A value with "<secret>" in the place of every secret in it. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isTree(value)) return value;
  if (secretMark in value) return "<secret>";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
