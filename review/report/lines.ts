import { diffLines } from "diff";
import { stringify } from "yaml";
import { type FieldChange, type ObjectChange, pathText } from "../compare";
import type { DiffLine } from "./model";

/** Lines that stand around a changed one within a text. */
const context = 2;

/** What differs in an object, as lines for a person; of an object that comes or goes, all of it. */
export function objectLines({ op, before, after, fields, protection }: ObjectChange): DiffLine[] {
  if (op === "added") return signed("+", yaml(after?.inputs));
  if (op === "removed") return signed("-", yaml(before?.inputs));
  const guard: DiffLine[] = protection
    ? [{ sign: "~", text: `protection by the engine: ${protection === "lost" ? "on → off" : "off → on"}` }]
    : [];
  return [...guard, ...fields.flatMap((field) => fieldLines(field))];
}

function fieldLines({ path, kind, before, after, inside }: FieldChange, above = ""): DiffLine[] {
  const place = `${above}${pathText(path)}`;
  if (kind === "order") return [{ sign: "~", text: `${place}: the order has changed` }];
  if (inside) return inside.flatMap((one) => fieldLines(one, `${place} › `));
  // A checksum says nothing but that what it is of has changed.
  if (/\["checksum\/[^"]*"\]$/.test(place)) return [{ sign: "~", text: `${place}: what it sums up has changed` }];
  if (before === undefined) return valueLines("+", place, after);
  if (after === undefined) return valueLines("-", place, before);
  if (isShort(before) && isShort(after)) return [{ sign: "~", text: `${place}: ${shown(before)} → ${shown(after)}` }];
  return [{ sign: "~", text: `${place}:` }, ...textLines(yaml(before), yaml(after))];
}

function valueLines(sign: "+" | "-", place: string, value: unknown): DiffLine[] {
  if (isShort(value)) return [{ sign, text: `${place}: ${shown(value)}` }];
  return [{ sign, text: `${place}:` }, ...signed(sign, indented(yaml(value)))];
}

/** The lines of two texts that differ, with a few around them. */
function textLines(before: string, after: string): DiffLine[] {
  const lines = diffLines(before, after).flatMap(({ value, added, removed }): DiffLine[] =>
    value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ sign: added ? "+" : removed ? "-" : " ", text: `  ${text}` })),
  );
  const near = (n: number): boolean =>
    lines.slice(Math.max(0, n - context), n + context + 1).some(({ sign }) => sign !== " ");
  return lines.flatMap((line, n) => {
    if (near(n)) return [line];
    // One mark for all that is left out at a place.
    return n === 0 || near(n - 1) ? [{ sign: " ", text: "  …" } as const] : [];
  });
}

const isShort = (value: unknown): boolean =>
  value === null || typeof value !== "object" ? !String(value).includes("\n") : Object.keys(value).length === 0;

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const yaml = (value: unknown): string =>
  typeof value === "string"
    ? value
    : stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true });

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");

const signed = (sign: "+" | "-", text: string): DiffLine[] =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => ({ sign, text: line }));
