import {
  type BlastItem,
  type ChangedObject,
  isUnchanged,
  type PolicyLine,
  type Review,
  type StackReview,
} from "./model";
import { counted } from "../words";
import { engineWords } from "../second-view";

/** By which the comment of an earlier run is found again. */
export const marker = "<!-- mop-review -->";

/** What a comment on GitHub may hold is 65,536 characters; the rest is for whoever posts it. */
export const commentLimit = 60_000;

/**
 * The review as a comment for a pull request: the blast radius first, then every field, folded away.
 *
 * @param limit characters; what is least dangerous is left out first, and the comment says how much
 */
export function markdownReport(review: Review, limit = commentLimit): string {
  const heads = review.stacks.map((stack) => head(stack));
  const title = [marker, `## What changes from ${code(review.base)} to ${code(review.head)}`, ""];
  const fixed = [...title, ...heads.flat()].join("\n").length;
  const shares = shared(
    review.stacks.map((stack) => diffs(stack)),
    limit - fixed - 200 * review.stacks.length,
  );
  const whole = [...title, ...review.stacks.flatMap((_, n) => [...heads[n], ...shares[n]])].join("\n");
  return `${whole.length <= limit ? whole : cut(whole, limit)}\n`;
}

/** Where even the blast radius is too long for a comment. */
function cut(text: string, limit: number): string {
  const note = "\n\n…and more than fits here: the HTML report has all of it.";
  const room = text.slice(0, limit - note.length);
  return room.slice(0, room.lastIndexOf("\n")) + note;
}

/** What stands open of a stack. */
function head(stack: StackReview): string[] {
  const { blast, faults, policies, state, engine } = stack;
  const said = engine ? `Engine: ${plain(engineWords(engine))}` : undefined;
  if (isUnchanged(stack)) return [`**${plain(stack.stack)}**: no change${said ? `. ${said}` : ""}`, ""];
  return [
    `### ${plain(stack.stack)}: ${state === "unreadable" ? "not compared" : tally(stack)}`,
    "",
    ...faults.flatMap(({ side, text }) => [`The ${side} cannot be rendered:`, "", ...fenced("", text.split("\n")), ""]),
    ...(state === "unreadable" ? [] : [...blastLines(blast), ...policyLines(policies), ...(said ? [said, ""] : [])]),
  ];
}

function tally({ state, tally: { added, changed, removed, unchanged } }: StackReview): string {
  const parts = [
    ...(added > 0 ? [`${added} added`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ];
  const whole = state === "added" ? "a new stack, " : state === "removed" ? "the stack is gone, " : "";
  return `${whole}${parts.join(", ") || "no object changes"} (${unchanged} unchanged)`;
}

function blastLines(blast: readonly BlastItem[]): string[] {
  if (blast.length === 0) return [];
  return [
    "| | what | comes about |",
    "| --- | --- | --- |",
    ...blast.map(({ danger, subject, text }) => `| **${danger}** | ${cell(subject || "the stack")} | ${cell(text)} |`),
    "",
  ];
}

function policyLines({ introduced, fixed, standing }: StackReview["policies"]): string[] {
  const mandatory = introduced.filter(({ level }) => level === "mandatory").length;
  const summary = [
    `${introduced.length} new${mandatory > 0 ? `, **${mandatory} of them mandatory**` : ""}`,
    `${fixed.length} fixed`,
    `${standing.mandatory + standing.advisory} standing${standing.mandatory > 0 ? `, ${standing.mandatory} of them mandatory` : ""}`,
  ];
  const line = ({ rule, level, found, fix }: PolicyLine, sign: string) => [
    `- ${sign} ${code(rule)} (${level}): ${plain(found)}`,
    ...(sign === "new" ? [`  - fix: ${code(fix)}`] : []),
  ];
  return [
    `Policies: ${summary.join("; ")}`,
    "",
    ...[...introduced.flatMap((one) => line(one, "new")), ...fixed.flatMap((one) => line(one, "fixed"))],
    ...(introduced.length + fixed.length > 0 ? [""] : []),
  ];
}

/** The objects of a stack, each folded away. */
const diffs = ({ changes }: StackReview): string[] => changes.map(diff);

const signs = { added: "+", removed: "-", changed: "~" } as const;

function diff({ op, title, danger, lines }: ChangedObject): string {
  return [
    `<details><summary><code>${signs[op]} ${html(title)}</code> (${danger})</summary>`,
    "",
    ...fenced(
      "diff",
      lines.map(({ sign, text }) => `${sign === "~" ? "!" : sign} ${text}`),
    ),
    "",
    "</details>",
    "",
  ].join("\n");
}

/** As many of each stack's objects as there is room for, from the most dangerous on, the room dealt out in turns. */
function shared(stacks: readonly (readonly string[])[], room: number): string[][] {
  const taken = stacks.map((): string[] => []);
  let left = room;
  const longest = Math.max(0, ...stacks.map((objects) => objects.length));
  for (let n = 0; n < longest; n++) {
    stacks.forEach((objects, stack) => {
      const one = objects[n];
      // What does not fit ends the list of its stack: what comes after it is less dangerous.
      if (one === undefined || taken[stack].length < n || one.length > left) return;
      taken[stack].push(one);
      left -= one.length + 1;
    });
  }
  return stacks.map((objects, stack) => {
    const missing = objects.length - taken[stack].length;
    const note = `${counted(missing, "object")} of less danger left out here: the HTML report has all of them.`;
    return [...taken[stack], ...(missing > 0 ? [note, ""] : [])];
  });
}

/** A block of code that nothing in it can end. */
function fenced(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Text in which nothing is markup, a link or a mention. */
const plain = (text: string): string =>
  html(text)
    .replace(/[\\`*_{}[\]|~]/g, (mark) => `\\${mark}`)
    .replace(/[@#](?=\w)/g, (mark) => `${mark}\u200b`);

const cell = (text: string): string => plain(text.replace(/\s+/g, " "));

const code = (text: string): string => {
  const ticks = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${ticks}${pad}${text.replace(/\s+/g, " ")}${pad}${ticks}`;
};
