import type { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/** Stands for a value that is not known: a preview learns it only later, or a state holds it encrypted. */
export const unknown = Symbol("unknown");

/** What the engine puts in the place of a value that a preview does not know, by type (sdk/nodejs/policy/proxy.ts). */
const sentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * The key by which Pulumi marks special values, and the mark of a secret. Written out, since policy/offline.ts loads
 * nothing of Pulumi's; the SDK's types say whether they are right.
 */
const signature: typeof specialSigKey = "4dabf18193072939515e22adb298388d";
const secret: typeof specialSecretSig = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Inputs of a resource as plain data, with {@link unknown} in the place of what is not known. Works on the proxy that
 * CrossGuard hands to a policy, whose own way is to throw when such a value is read.
 */
export function known(value: unknown): unknown {
  if (sentinels.has(value)) return unknown;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return ownValues(value).map(([, item]) => known(item));
  const entries = ownValues(value);
  if (entries.some(([key, mark]) => key === signature && mark === secret)) {
    const inner = entries.find(([key]) => key === "value");
    return inner ? known(inner[1]) : unknown;
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, known(item)]));
}

/** Read by descriptor, which goes past a proxy's `get`. */
const ownValues = (value: object): [string, unknown][] =>
  Object.keys(value).map((key) => [key, Object.getOwnPropertyDescriptor(value, key)?.value]);
