import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { configNamespace, type Fault, SettingsError } from "./faults";
import { isTree, type Tree } from "./tree";

/**
 * A stack's configuration as the Pulumi engine hands it to a program: full keys ("mop:obi") to text, where maps and
 * lists are JSON.
 */
export type EngineConfig = Readonly<Record<string, string>>;

/**
 * The settings in a stack's configuration: the keys of this project, without their namespace.
 *
 * @throws SettingsError when one of them is a secret: no setting holds one
 */
export function settingsInput(config: EngineConfig, isSecret: (key: string) => boolean, stack: string): Tree {
  const own = Object.keys(config).filter((key) => key.startsWith(`${configNamespace}:`));
  const secrets = own.filter(isSecret).map(secretFault);
  if (secrets.length > 0) throw new SettingsError(stack, secrets);
  return Object.fromEntries(own.map((key) => [bareName(key), fromEngine(config[key])]));
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
  const document = parseDocument(readFileSync(path, "utf8"));
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${file} is not valid YAML: ${mistake.message.trim()}`);
  const content: unknown = document.toJS();
  const entries = isTree(content) && isTree(content.config) ? Object.entries(content.config) : [];
  const secretKeys = entries.filter(([, value]) => holdsSecret(value)).map(([key]) => key);
  const config = Object.fromEntries(
    entries.map(([key, value]) => [key, secretKeys.includes(key) ? "" : toEngine(value)]),
  );
  return { config, secretKeys };
}

const toEngine = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);

const holdsSecret = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ((isTree(value) && typeof value.secure === "string" && Object.keys(value).length === 1) ||
    Object.values(value).some(holdsSecret));
