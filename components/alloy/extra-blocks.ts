import { type Fault, isTree, type Path, type Settings, shown } from "../../settings";
import { wiring } from "../wiring";
import { pipeline } from "./pipeline";
import { type Block, identifierPattern, isReference, pathPattern, type Value } from "./syntax";

/** Blocks that a user adds must be blocks, and must not take the place of one that is there. */
export function extraBlockFaults(settings: Settings): Fault[] {
  const generated = pipeline({ ...settings, alloy: { ...settings.alloy, extraConfig: [] } }, wiring(settings));
  const taken = new Set(generated.map(identity));
  return settings.alloy.extraConfig.flatMap((block, n) => {
    const path: Path = ["alloy", "extraConfig", n];
    const found = [...shapeFaults(block, path)];
    if (found.length > 0) return found;
    const name = identity(block as unknown as Block);
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [
      { path, found: name, expected: "a label of its own: this block is there already", mend: [{ remove: path }] },
    ];
  });
}

const identity = ({ block, label }: Block): string => (label === undefined ? block : `${block} "${label}"`);

const blockKeys = ["block", "label", "attributes", "blocks"];

/** A fault that is mended by taking out what is there, or what is around it. */
const fault = (path: Path, found: unknown, expected: string, remove = path): Fault => ({
  path,
  found: shown(found),
  expected,
  mend: [{ remove }],
});

function shapeFaults(value: unknown, path: Path): Fault[] {
  if (!isTree(value)) return [fault(path, value, "a map with block, label, attributes and blocks")];
  const { block, label, attributes = {}, blocks = [] } = value;
  return [
    ...Object.keys(value)
      .filter((key) => !blockKeys.includes(key))
      .map((key) => fault([...path, key], value[key], `one of ${blockKeys.join(", ")}`)),
    ...(typeof block === "string" && pathPattern.test(block)
      ? []
      : [fault([...path, "block"], block, "the name of a block, such as otelcol.exporter.otlp", path)]),
    ...(label === undefined || (typeof label === "string" && identifierPattern.test(label))
      ? []
      : [fault([...path, "label"], label, "letters, digits and underscores, and not true, false or null")]),
    ...(isTree(attributes)
      ? Object.entries(attributes).flatMap(([name, inner]) => [
          ...(identifierPattern.test(name)
            ? []
            : [
                fault(
                  [...path, "attributes", name],
                  name,
                  "a name of letters, digits and underscores, and not true, false or null",
                ),
              ]),
          ...referenceFaults(inner, [...path, "attributes", name]),
        ])
      : [fault([...path, "attributes"], attributes, "a map")]),
    ...(Array.isArray(blocks)
      ? blocks.flatMap((inner, n) => shapeFaults(inner, [...path, "blocks", n]))
      : [fault([...path, "blocks"], blocks, "a list of blocks")]),
  ];
}

function referenceFaults(value: unknown, path: Path): Fault[] {
  if (typeof value !== "object" || value === null) return [];
  if (isReference(value as Value)) {
    const { $ref } = value as { $ref: unknown };
    return typeof $ref === "string" && pathPattern.test($ref)
      ? []
      : [fault(path, $ref, "a reference such as otelcol.exporter.otlp.tempo.input")];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    referenceFaults(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
