import { configPath, type Fault, isTree, type Path, shown, type Tree, unknownKey, valueAt } from "../settings";

/** What a backend's own configuration format lets `extraConfig` touch. */
export interface ConfigFormat {
  readonly component: "tempo" | "mimir" | "loki";
  /** The sections that the pinned release has; it refuses to start with any other. */
  readonly sections: readonly string[];
  /** Keys that have a setting, and which: two places for one value would be a trap. */
  readonly owned: readonly { readonly key: Path; readonly setting: Path }[];
}

/** @throws never: faults are returned */
export function extraConfigFaults(format: ConfigFormat, extra: Tree): Fault[] {
  const base: Path = [format.component, "extraConfig"];
  const unknown = Object.keys(extra).filter((section) => !format.sections.includes(section));
  const owned = format.owned.filter(({ key }) => valueAt(extra, key) !== undefined);
  const flat = Object.keys(extra).filter((section) => holdsMap(format, section) && !isTree(extra[section]));
  return [
    ...unknown.map((section) => unknownKey([section], extra, format.sections, base)),
    ...owned.map(({ key, setting }) => ({
      path: [...base, ...key],
      found: shown(valueAt(extra, key)),
      expected: `not here: ${configPath(setting)} is the setting for it`,
      mend: [{ remove: [...base, ...key] }],
    })),
    ...flat.map((section) => ({
      path: [...base, section],
      found: shown(extra[section]),
      expected: "a map, as this section is one",
      mend: [{ remove: [...base, section] }],
    })),
  ];
}

/** A section that the generated configuration fills with keys of its own must stay a map. */
const holdsMap = (format: ConfigFormat, section: string): boolean =>
  format.owned.some(({ key }) => key.length > 1 && key[0] === section);
