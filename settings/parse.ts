import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { defaultLayers } from "./defaults";
import { type Check, type Fault, type Mend, type Path, SettingsError, shown } from "./faults";
import { environments, schema } from "./schema";
import { leaves, merge, type Tree, valueAt, without } from "./tree";
import type { Environment, Settings } from "./types";

/**
 * Turns what a stack file says into settings with every default filled in.
 *
 * @param input the stack file's own settings, without the "mop:" in front of each
 * @param checks rules that look at settings as a whole
 * @param found faults that are known already
 * @throws SettingsError with every fault at once, those of `checks` included
 */
export function parseSettings(
  input: Tree,
  stack: string,
  checks: readonly Check<Settings>[] = [],
  found: readonly Fault[] = [],
): Settings {
  const environment = environmentOf(input, stack);
  const defaults = merge(...(defaultLayers(environment ?? likelyEnvironment(input, stack), stack) as readonly Tree[]));
  const faults = [...found];
  if (!environment && !found.some(({ path }) => path[0] === "environment")) faults.push(environmentFault(input, stack));
  const known = environment ? input : without(input, ["environment"]);

  const typeFaults = schemaFaults(schema, known, defaults);
  faults.push(...typeFaults);

  // The checks run on what is left when the faulty values are taken out, so that one run tells everything.
  const sound = typeFaults.reduce((tree, fault) => without(tree, fault.path), known);
  const settings: Settings = { ...schema.parse(merge(defaults, sound)), stack };
  for (const fault of checks.flatMap((check) => check(settings))) {
    if (!faults.some((other) => shown(other.path) === shown(fault.path))) faults.push(fault);
  }
  if (faults.length > 0) throw new SettingsError(stack, faults);
  return settings;
}

const isEnvironment = (name: unknown): name is Environment => environments.includes(name as Environment);

function environmentOf(input: Tree, stack: string): Environment | undefined {
  const name = input.environment ?? stack;
  return isEnvironment(name) ? name : undefined;
}

/** The environment that is probably meant; dev, the smallest, when there is no telling. */
function likelyEnvironment(input: Tree, stack: string): Environment {
  const word = typeof input.environment === "string" ? input.environment : stack;
  const shared = environments.find((name) => word.startsWith(name) || name.startsWith(word));
  return shared ?? nearest(word, environments) ?? "dev";
}

function environmentFault(input: Tree, stack: string): Fault {
  const why = input.environment === undefined ? ", since the stack's name is none of them" : "";
  return {
    path: ["environment"],
    found: shown(input.environment),
    expected: `one of ${environments.map((name) => `"${name}"`).join(", ")}${why}`,
    mend: [{ set: ["environment"], value: likelyEnvironment(input, stack) }],
  };
}

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
  return faults.filter(({ path }, n) => faults.findIndex((other) => shown(other.path) === shown(path)) === n);
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
function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
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
