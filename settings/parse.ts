import { defaultLayers } from "./defaults";
import { type Check, type Fault, samePlace, SettingsError, shown } from "./faults";
import { environments, schema } from "./schema";
import { nearest, schemaFaults } from "./schema-faults";
import { merge, type Tree, without } from "./tree";
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
    if (!faults.some((other) => samePlace(other, fault))) faults.push(fault);
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
