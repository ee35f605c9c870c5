import { type Fault, isTree, type Path, shown, type Tree, unknownKey, valueAt } from "../settings";

/** A key that `extraConfig` must leave alone: it has a setting, or something else of the stack relies on it. */
export interface OwnedKey {
  readonly key: Path;
  /** Why, in words that complete "not here: ...". */
  readonly why: string;
  /** Its value must not be told. */
  readonly secret?: boolean;
}

/** The settings whose values stand under other names in a component's configuration. */
export const setBy = (setting: string): string => `mop:${setting} is the setting for it`;

/** What the servers of a backend show and ask for. */
export const ownTls: readonly OwnedKey[] = ["tls_min_version", "http_tls_config", "grpc_tls_config"].map((key) => ({
  key: ["server", key],
  why: setBy("tls.enabled"),
}));

/** Keys of credentials: what stands in a stack file, or in a ConfigMap, is no secret. */
export const noCredentials = (base: Path, keys: readonly string[]): OwnedKey[] =>
  keys.map((key) => ({
    key: [...base, key],
    why: "mop:objectStorage.secret names the Secret that holds credentials",
    secret: true,
  }));

/** Keys in `extra` that are not for it to set. */
export const ownedFaults = (base: Path, owned: readonly OwnedKey[], extra: Tree): Fault[] =>
  owned
    .filter(({ key }) => valueAt(extra, key) !== undefined)
    .map(({ key, why, secret }) => ({
      path: [...base, ...key],
      found: secret ? "a credential" : shown(valueAt(extra, key)),
      expected: `not here: ${why}`,
      mend: [{ remove: [...base, ...key] }],
    }));

/** What of a backend's own configuration format `extraConfig` may touch. */
export interface Format {
  /** Top-level keys of the pinned release, less those that the topology gives. */
  readonly sections: readonly string[];
  readonly owned: readonly OwnedKey[];
}

/** Everything that a backend would not start with, or that would undo what the stack set. */
export const extraConfigFaults = (base: Path, { sections, owned }: Format, generated: Tree, extra: Tree): Fault[] => [
  ...sectionFaults(base, sections, extra),
  ...ownedFaults(base, owned, extra),
  ...flattenedFaults(base, generated, extra),
];

/** Top-level keys that the component's pinned release does not have; it refuses to start with one. */
const sectionFaults = (base: Path, sections: readonly string[], extra: Tree): Fault[] =>
  Object.keys(extra)
    .filter((section) => !sections.includes(section))
    .map((section) => unknownKey([section], extra, sections, base));

/** Single values where the generated configuration has a map, which they would wipe out. */
function flattenedFaults(base: Path, generated: Tree, extra: Tree): Fault[] {
  return Object.entries(extra).flatMap(([key, value]) => {
    const below = generated[key];
    if (!isTree(below)) return [];
    const path = [...base, key];
    if (isTree(value)) return flattenedFaults(path, below, value);
    return [{ path, found: shown(value), expected: "a map, as it is one already", mend: [{ remove: path }] }];
  });
}
