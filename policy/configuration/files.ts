import { parse } from "yaml";
import { Field } from "../judge/field";
import type { KubernetesObject } from "../judge/object";
import { type Block, readAlloy } from "./alloy";

/** A configuration file in a ConfigMap, read as what it is. */
export type ConfigurationFile = { readonly name: string } & Content;

type Content =
  { readonly format: "yaml"; readonly root: Field } | { readonly format: "alloy"; readonly blocks: readonly Block[] };

/**
 * The configuration files in a ConfigMap: YAML, JSON, and Alloy's own language. Anything else is somebody's text, and
 * left alone. Secrets are not read: what was found in them would have to be shown.
 */
export function configurationFiles(object: KubernetesObject): ConfigurationFile[] {
  if (object.group !== "" || object.kind !== "ConfigMap") return [];
  return object.root.at("data").entries.flatMap(([name, { text }]) => {
    if (text === undefined) return [];
    const content = read(name, text);
    if (content === "unreadable") {
      object.leaveOpen(`${name} cannot be read`);
      return [];
    }
    return content ? [{ name, ...content }] : [];
  });
}

type Raw = { readonly yaml: unknown } | { readonly blocks: readonly Block[] } | Unread;

/** Nothing to read, or something that by its name should be readable. */
type Unread = undefined | "unreadable";

/** Every rule about configuration asks for the same few files, one after the other. */
const cache = new Map<string, Raw>();

function read(name: string, text: string): Content | Unread {
  const key = `${name}\n${text}`;
  if (!cache.has(key)) {
    if (cache.size >= 64) cache.clear();
    cache.set(key, rawContent(name, text));
  }
  const raw = cache.get(key);
  if (raw === undefined || raw === "unreadable") return raw;
  return "yaml" in raw ? { format: "yaml", root: Field.root(raw.yaml) } : { format: "alloy", blocks: raw.blocks };
}

function rawContent(name: string, text: string): Raw {
  if (/\.(alloy|river)$/.test(name)) {
    const blocks = readAlloy(text);
    return blocks ? { blocks } : "unreadable";
  }
  try {
    const yaml: unknown = parse(text, { logLevel: "error", merge: true });
    // Throws where an alias stands within its own anchor, and reading would never end.
    JSON.stringify(yaml);
    return typeof yaml === "object" && yaml !== null && !isDashboard(yaml) ? { yaml } : undefined;
  } catch {
    return /\.(ya?ml|json)$/.test(name) ? "unreadable" : undefined;
  }
}

/** A Grafana dashboard is full of links that nothing in the cluster follows. */
const isDashboard = (content: object): boolean => "panels" in content && "schemaVersion" in content;
