import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { type Check, configNamespace, type Fault, shown } from "./faults";
import { parseSettings } from "./parse";
import { isTree } from "./tree";
import type { Settings } from "./types";

/**
 * A stack's configuration as the Pulumi engine hands it to a program: full keys ("mop:obi") to text, where maps and
 * lists are JSON.
 */
export type EngineConfig = Readonly<Record<string, string>>;

/**
 * A stack's settings from its configuration: the keys of this project.
 *
 * @throws SettingsError with every fault; a secret is one, since no setting holds a secret
 */
export function readSettings(
  config: EngineConfig,
  isSecret: (key: string) => boolean,
  stack: string,
  checks: readonly Check<Settings>[] = [],
): Settings {
  const own = Object.keys(config).filter((key) => key.startsWith(`${configNamespace}:`));
  const plain = own.filter((key) => !isSecret(key)).map((key) => [bareName(key), fromEngine(config[key])] as const);
  return parseSettings(Object.fromEntries(plain), stack, checks, own.filter(isSecret).map(secretFault));
}

const bareName = (key: string): string => key.slice(configNamespace.length + 1);

const secretFault = (key: string): Fault => ({
  path: [bareName(key)],
  found: "a secret",
  expected: "plain settings: credentials stay in Kubernetes Secrets, which settings name",
  mend: [{ remove: [bareName(key)] }],
});

function fromEngine(text: string): unknown {
  if (!/^[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Where Pulumi looks for a stack's configuration unless told otherwise. */
export const stackFile = (folder: string, stack: string): string => join(folder, `Pulumi.${stack}.yaml`);

/**
 * Reads a stack file without the Pulumi CLI, into the form the engine would hand over.
 *
 * @returns the configuration, and the keys that are secret in it (their values are left out)
 * @throws Error with the stacks that exist, or the line of a mistake in the YAML
 */
export function readStackFile(path: string): { config: EngineConfig; secretKeys: readonly string[] } {
  const file = basename(path);
  if (!existsSync(path)) {
    const folder = dirname(path);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const stacks = names.flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).sort();
    throw new Error(`There is no ${file}. Stacks with a file: ${stacks.join(", ") || "none"}.`);
  }
  const entries = Object.entries(configSection(file, readFileSync(path, "utf8"))).map(
    // Pulumi takes a key without a namespace for one of the project's.
    ([key, value]) => [key.includes(":") ? key : `${configNamespace}:${key}`, value] as const,
  );
  const secretKeys = entries.filter(([, value]) => holdsSecret(value)).map(([key]) => key);
  const config = Object.fromEntries(
    entries.map(([key, value]) => [key, secretKeys.includes(key) ? "" : toEngine(value)]),
  );
  return { config, secretKeys };
}

/** What stands below `config:` in a stack file's text. */
function configSection(file: string, text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text);
  let content: unknown;
  try {
    content = document.errors.length === 0 ? document.toJS() : undefined;
  } catch (error) {
    // A bare * or & begins an alias, which only shows when it is looked up.
    throw new Error(`${file} is not valid YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${file} is not valid YAML: ${mistake.message.trim()}`);
  if (content === null || content === undefined) return {};
  if (!isTree(content)) throw new Error(`${file} must be a map with the key config, not ${shown(content)}.`);
  const { config = null } = content;
  if (config === null) return {};
  if (!isTree(config)) throw new Error(`config in ${file} must be a map of settings, not ${shown(config)}.`);
  return config;
}

const toEngine = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);

const holdsSecret = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ((isTree(value) && typeof value.secure === "string" && Object.keys(value).length === 1) ||
    Object.values(value).some(holdsSecret));
