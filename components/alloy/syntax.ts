/**
 * Alloy's configuration language from plain data, laid out as `alloy fmt` does. Everything that comes from a setting
 * is a value here, so nothing that a setting holds can change the structure of the text.
 */

/** A block: `block "label" { attributes, then blocks }`. */
export interface Block {
  /** Its name, "otelcol.exporter.otlp" or, within another block, "client". */
  readonly block: string;
  readonly label?: string;
  readonly attributes?: { readonly [name: string]: Value };
  readonly blocks?: readonly Block[];
}

export type Value = string | number | boolean | null | Reference | readonly Value[] | { readonly [key: string]: Value };

/** What another component exports: { $ref: "otelcol.exporter.otlp.tempo.input" }. */
export interface Reference {
  readonly $ref: string;
}

export const ref = (path: string): Reference => ({ $ref: path });

/** A name; true, false and null are words of the language. */
export const identifierPattern = /^(?!(true|false|null)$)[A-Za-z_][A-Za-z0-9_]*$/;
export const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** The text of a configuration: blocks set apart by blank lines. */
export const alloyText = (blocks: readonly Block[]): string => `${blocks.map((b) => blockText(b, 0)).join("\n\n")}\n`;

function blockText({ block, label, attributes = {}, blocks = [] }: Block, depth: number): string {
  const head = label === undefined ? block : `${block} "${label}"`;
  const body = [
    ...(Object.keys(attributes).length > 0 ? [aligned(Object.entries(attributes), "", depth + 1)] : []),
    ...blocks.map((inner) => blockText(inner, depth + 1)),
  ];
  return body.length === 0
    ? `${tabs(depth)}${head} { }`
    : `${tabs(depth)}${head} {\n${body.join("\n\n")}\n${tabs(depth)}}`;
}

/** Lines of `name = value` whose equal signs stand below each other, up to a value of several lines. */
function aligned(entries: readonly [string, Value][], end: string, depth: number): string {
  const rows = entries.map(([name, value]) => ({ name, value: valueText(value, depth) }));
  const lines: string[] = [];
  for (let from = 0; from < rows.length;) {
    const long = rows.findIndex((row, n) => n >= from && row.value.includes("\n"));
    const to = long === -1 ? rows.length : long + 1;
    const width = Math.max(...rows.slice(from, to).map((row) => row.name.length));
    for (const row of rows.slice(from, to)) lines.push(`${tabs(depth)}${row.name.padEnd(width)} = ${row.value}${end}`);
    from = to;
  }
  return lines.join("\n");
}

function valueText(value: Value, depth: number): string {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isReference(value)) return value.$ref;
  if (isList(value)) return listText(value, depth);
  const entries = Object.entries(value).map(([key, v]): [string, Value] => [
    identifierPattern.test(key) ? key : quoted(key),
    v,
  ]);
  return entries.length === 0 ? "{}" : `{\n${aligned(entries, ",", depth + 1)}\n${tabs(depth)}}`;
}

function listText(values: readonly Value[], depth: number): string {
  const short = values.map((value) => valueText(value, depth));
  const line = `[${short.join(", ")}]`;
  if (!line.includes("\n") && line.length <= 100) return line;
  return `[\n${values.map((value) => `${tabs(depth + 1)}${valueText(value, depth + 1)},\n`).join("")}${tabs(depth)}]`;
}

export const isReference = (value: Value): value is Reference =>
  typeof value === "object" && value !== null && !isList(value) && Object.keys(value).join() === "$ref";

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** JSON's escapes are a part of Alloy's. Alloy refuses half a surrogate pair, and a byte order mark as it stands. */
const quoted = (text: string): string => JSON.stringify(text.toWellFormed()).replaceAll("\ufeff", "\\ufeff");

const tabs = (depth: number): string => "\t".repeat(depth);
