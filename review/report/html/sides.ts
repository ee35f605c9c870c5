import type { DiffLine } from "../model";

/** A row of a side-by-side diff: something that stands across, or what was on the left and what is on the right. */
export type Row =
  | { readonly across: string }
  | { readonly same: string }
  | { readonly before: string | undefined; readonly after: string | undefined };

/** Lines of a diff as rows of two sides. */
export function sideBySide(lines: readonly DiffLine[]): Row[] {
  const rows: Row[] = [];
  for (let n = 0; n < lines.length;) {
    const { sign, text } = lines[n];
    if (sign === "~" || sign === " ") {
      rows.push(...(sign === "~" ? changedValue(text) : [{ same: text }]));
      n++;
    } else {
      const removed = run(lines, n, "-");
      const added = run(lines, n + removed.length, "+");
      rows.push(...pairs(removed, added));
      n += removed.length + added.length;
    }
  }
  return rows;
}

/** "replicas: 1 → 3" as the place across and the values below it. A value with an arrow in it could be cut anywhere. */
function changedValue(text: string): Row[] {
  const [left, after, ...more] = text.split(" → ");
  if (after === undefined || more.length > 0) return [{ across: text }];
  const end = placeEnd(left);
  if (end === -1) return [{ before: left, after }];
  return [{ across: left.slice(0, end + 1) }, { before: left.slice(end + 2), after }];
}

/** Where a place ends and its value begins; a colon within brackets belongs to the place. */
function placeEnd(text: string): number {
  let depth = 0;
  for (let n = 0; n < text.length; n++) {
    if (text[n] === "[") depth++;
    if (text[n] === "]") depth--;
    if (depth === 0 && text.startsWith(": ", n)) return n;
  }
  return -1;
}

function run(lines: readonly DiffLine[], start: number, sign: "+" | "-"): string[] {
  const end = lines.findIndex((line, n) => n >= start && line.sign !== sign);
  return lines.slice(start, end === -1 ? lines.length : end).map(({ text }) => text);
}

/** Lines within a text face each other. Fields do not: one that goes has nothing to do with another that comes. */
function pairs(removed: readonly string[], added: readonly string[]): Row[] {
  const within = [...removed, ...added].every((text) => text.startsWith("  "));
  if (!within)
    return [
      ...removed.map((before) => ({ before, after: undefined })),
      ...added.map((after) => ({ before: undefined, after })),
    ];
  const length = Math.max(removed.length, added.length);
  return Array.from({ length }, (_, n) => ({ before: removed[n], after: added[n] }));
}

/** Two texts cut into what they begin with alike, what differs, and what they end with alike. */
export function differing(
  before: string,
  after: string,
): readonly [head: string, was: string, is: string, tail: string] {
  const [old, now] = [[...before], [...after]];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const middle = (all: readonly string[]): string => all.slice(head, all.length - tail).join("");
  return [old.slice(0, head).join(""), middle(old), middle(now), old.slice(old.length - tail).join("")];
}
