import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { type Fault, type Mend, type Path, samePlace, shown } from "./faults";
import { leaves, merge, type Tree, valueAt } from "./tree";

/**
 * What a schema finds wrong in `input` laid over `defaults`, one fault for each place. A fault is mended by the default
 * where there is one, else by taking the value out; a list goes with its last member.
 *
 * @param base where `input` stands in the settings
 */
export function schemaFaults(against: z.ZodType, input: Tree, defaults: Tree, base: Path = []): Fault[] {
  const parsed = against.safeParse(merge(defaults, input));
  if (parsed.success) return [];
  const faults = parsed.error.issues.flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey([...path, key], input, keysAt(against, path), base));
    }
    if (issue.code === "invalid_key") {
      const words = issue.issues[0]?.message ?? issue.message;
      return [
        {
          path: [...base, ...path],
          found: shown(path.at(-1)),
          expected: words,
          mend: [{ remove: [...base, ...path] }],
        },
      ];
    }
    const list = valueAt(input, path.slice(0, -1));
    const member = Array.isArray(list);
    const standard = member ? undefined : valueAt(defaults, path);
    const removed = member && list.length === 1 ? path.slice(0, -1) : path;
    const mend: Mend = isScalar(standard)
      ? { set: [...base, ...path], value: standard }
      : { remove: [...base, ...removed] };
    return [{ path: [...base, ...path], found: shown(valueAt(input, path)), expected: issue.message, mend: [mend] }];
  });
  return faults.filter((fault, n) => faults.findIndex((other) => samePlace(other, fault)) === n);
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

/** An unknown key, with the known one that it is likely to stand for; its values move there. */
export function unknownKey(path: Path, input: Tree, keys: readonly string[], base: Path = []): Fault {
  const guess = nearest(String(path.at(-1)), keys);
  const moved = guess === undefined ? [] : leaves(valueAt(input, path)).filter((leaf) => isScalar(leaf.value));
  return {
    path: [...base, ...path],
    found: "unknown key",
    expected: guess ? `"${guess}"? The keys here are ${keys.join(", ")}` : `one of ${keys.join(", ")}`,
    mend: [
      { remove: [...base, ...path] },
      ...moved.map((leaf) => ({
        set: [...base, ...path.slice(0, -1), guess as string, ...leaf.path],
        value: leaf.value as string | number | boolean,
      })),
    ],
  };
}

/** The candidate that a slip of the keyboard would turn into `word`, if one is near enough to be meant. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return best?.candidate;
}

/** The keys that the schema knows at a path; none where it is no map of fixed keys. */
function keysAt(node: unknown, path: Path): string[] {
  if (node instanceof z.ZodOptional) return keysAt(node.unwrap(), path);
  const [step, ...rest] = path;
  if (node instanceof z.ZodArray && typeof step === "number") return keysAt(node.element, rest);
  if (node instanceof z.ZodRecord && step !== undefined) return keysAt(node.valueType, rest);
  if (!(node instanceof z.ZodObject)) return [];
  return step === undefined ? Object.keys(node.shape) : keysAt(node.shape[step], rest);
}
