import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commentLimit, markdownReport, marker } from "../../../review/report/markdown";
import { dangers } from "../../../review/report/model";
import { reviewOf, reviewPairs, reviewsFolder, reviewText } from "../../support/review-pairs";

const names = Object.keys(reviewPairs);

test("there is a report of every pair, and no other", () => {
  expect(readdirSync(reviewsFolder).sort()).toEqual(names.map((name) => `${name}.md`).sort());
  expect(names.length).toBeGreaterThanOrEqual(20);
});

test.each(names)("%s", async (name) => {
  expect(await reviewText(name)).toBe(readFileSync(join(reviewsFolder, `${name}.md`), "utf8"));
});

const whole = async (name: string, limit?: number) =>
  markdownReport({ base: "1", head: "2", stacks: [await reviewOf(name), await reviewOf("no-change")] }, limit);

test.each([2_000, 5_000, 20_000, commentLimit])(
  "a comment of at most %d characters says what it leaves out",
  async (limit) => {
    const text = await whole("huge", limit);
    expect(text.length).toBeLessThanOrEqual(limit + 1);
    expect(text.startsWith(`${marker}\n`)).toBe(true);
    expect(text).toMatch(/the HTML report has all of (it|them)\.\n/);
    // Nothing is cut within: every block that is opened is closed.
    const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
    expect(count(/<details>/g)).toBe(count(/<\/details>/g));
    expect(count(/^```/gm) % 2).toBe(0);
  },
);

test("the most dangerous comes first, of what comes about and of the objects", async () => {
  const { blast, changes } = await reviewOf("dropped-tls");
  const ranks = (list: readonly { danger: (typeof dangers)[number] }[]) =>
    list.map(({ danger }) => dangers.indexOf(danger));
  expect(ranks(blast)).toEqual(ranks(blast).sort((a, b) => a - b));
  expect(ranks(changes)).toEqual(ranks(changes).sort((a, b) => a - b));
  expect(new Set(ranks(blast)).size).toBeGreaterThan(2);
});

test("no secret is told, on either side", async () => {
  const { changes, blast } = await reviewOf("secret");
  expect(JSON.stringify([changes, blast])).not.toContain("hunter");
});

test("nothing in a text becomes markup", async () => {
  const review = await reviewOf("hostile-text");
  const faulty = {
    ...review,
    changes: [],
    faults: [{ side: "head" as const, text: "```\n<script>" }],
    state: "unreadable" as const,
  };
  const text = markdownReport({ base: "`a`", head: "<b>", stacks: [{ ...faulty, stack: "@all" }] });
  expect(text.split("\n")).toEqual([
    marker,
    "## What changes from `` `a` `` to `<b>`",
    "",
    "### @\u200ball: not compared",
    "",
    "The head cannot be rendered:",
    "",
    "````",
    "```",
    "<script>",
    "````",
    "",
    "",
  ]);
});
