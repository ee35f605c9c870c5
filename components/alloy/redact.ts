import { type Settings, shippedRedaction } from "../../settings";
import { type Inputs, type Stage, through } from "./stage";
import type { Block } from "./syntax";

/** Something that is searched for secrets: an attribute map, or a text. */
interface Target {
  readonly signal: "log" | "trace";
  /** What it belongs to, in OTTL's words. */
  readonly context: "resource" | "log" | "span" | "spanevent";
  readonly path: string;
  readonly kind: "map" | "text";
}

const targets: readonly Target[] = [
  { signal: "log", context: "resource", path: "resource.attributes", kind: "map" },
  // A body of any shape, read as text; it becomes text only where something is taken out.
  { signal: "log", context: "log", path: "log.body.string", kind: "text" },
  { signal: "log", context: "log", path: "log.attributes", kind: "map" },
  { signal: "trace", context: "resource", path: "resource.attributes", kind: "map" },
  { signal: "trace", context: "span", path: "span.name", kind: "text" },
  { signal: "trace", context: "span", path: "span.status.message", kind: "text" },
  { signal: "trace", context: "span", path: "span.attributes", kind: "map" },
  { signal: "trace", context: "spanevent", path: "spanevent.attributes", kind: "map" },
];

/** Takes secrets out of log lines, of spans and of the attributes of both. */
export function redact({ redaction }: Settings, next: Inputs): Stage {
  if (!redaction.enabled) return { blocks: [], inputs: next };
  const blocks = targets.flatMap((target) => [
    ...(target.kind === "map" ? group(target, removals(target, Object.values(redaction.attributes))) : []),
    ...replacements(target, redaction.patterns),
  ]);
  return through({ block: "otelcol.processor.transform", label: "redact", blocks }, next);
}

const removals = ({ path }: Target, names: readonly string[]): string[] =>
  names.map((name) => `delete_matching_keys(${path}, ${quoted(name)})`);

/**
 * The shipped patterns behind one quick look, which is all that a text without a secret costs; a user's own, of which
 * that look knows nothing, always.
 */
function replacements(target: Target, patterns: Readonly<Record<string, string>>): Block[] {
  const shipped = (name: string) => shippedRedaction.patterns[name] === patterns[name];
  const names = Object.keys(patterns);
  const gated = names
    .filter(shipped)
    .map((name) => `${replacing(target, patterns[name])} where ${suspect(target)} == true`);
  const own = names.filter((name) => !shipped(name)).map((name) => replacing(target, patterns[name]));
  return [...(gated.length > 0 ? group(target, [...quickLook(target), ...gated]) : []), ...group(target, own)];
}

/** What is kept for the statements of one group. */
const kept = ({ context }: Target, name: string): string => `${context}.cache["${name}"]`;
const suspect = (target: Target): string => kept(target, "suspect");

/** Tells whether a text, or a map as JSON, may hold a secret. */
function quickLook(target: Target): string[] {
  const text = target.kind === "map" ? `String(${target.path})` : target.path;
  const lower = kept(target, "lower");
  const signs = shippedRedaction.gate.map((sign) => `IsMatch(${lower}, ${quoted(sign)})`);
  return [`set(${lower}, ToLowerCase(${text}))`, `set(${suspect(target)}, true) where ${signs.join(" or ")}`];
}

const replacing = ({ path, kind }: Target, pattern: string): string =>
  kind === "map"
    ? `replace_all_patterns(${path}, "value", ${quoted(pattern)}, ${replacement})`
    : `replace_pattern(${path}, ${quoted(pattern)}, ${replacement})`;

/** What groups match stays: the word "password" before what is taken out. */
const replacement = '"${1}[redacted]${2}"';

const group = ({ signal, context }: Target, statements: readonly string[]): Block[] =>
  statements.length === 0 ? [] : [{ block: `${signal}_statements`, attributes: { context, statements } }];

/** A string as OTTL reads it. */
const quoted = (text: string): string => JSON.stringify(text);
