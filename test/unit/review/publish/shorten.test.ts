import fc from "fast-check";
import { bytes, shorten } from "../../../../review/publish/shorten";

const whole = "[the summary](https://example.com)";
const note = (left: number, all: number) =>
  `_${left} of ${all} lines are left out here: GitHub does not take more. The whole report: ${whole}._`;

/** A report of which these lines fit, and no more. */
function cut(kept: readonly string[], ending: string, rest = 50): string {
  const lines = [
    ...kept,
    ..."x"
      .repeat(rest)
      .split("")
      .map(() => "x".repeat(200)),
  ];
  const expected = [...kept, ending].join("\n");
  const found = shorten(`${lines.join("\n")}\n`, bytes(expected), whole);
  expect(found).toBe(expected);
  return found;
}

test("a last line says how much is left out and where the whole is", () => {
  expect(cut(["# Review", "", "one"], `\n${note(50, 53)}`)).toBe(`# Review\n\none\n\n${note(50, 53)}`);
});

test("a line that would need one byte more is left out", () => {
  const text = ["# Review", "ä", ..."y".repeat(9)].join("\n");
  const fits = bytes(["# Review", "ä", "", note(9, 11)].join("\n"));
  expect(shorten(text, fits, whole)).toBe(["# Review", "ä", "", note(9, 11)].join("\n"));
  expect(shorten(text, fits - 1, whole)).toBe(["# Review", "", note(10, 11)].join("\n"));
});

test.each<[string, string[], string]>([
  ["a code block", ["```diff", "+ a"], "```\n\n"],
  ["one of tildes, with a fence of the other kind in it", ["~~~~", "```", "~~~"], "~~~~\n\n"],
  ["a part that folds", ["<details><summary>More</summary>", "", "a"], "\n</details>\n\n"],
  ["one in another", ["<details>", "<details>", "a"], "\n</details>\n\n</details>\n\n"],
  ["a code block in a part that folds", ["<details>", "", "```yaml", "a: <details>"], "```\n\n</details>\n\n"],
  ["a code block that is closed", ["```", "a", "````", "b"], "\n"],
  ["a part that is closed", ["<details>", "a", "</details>"], "\n"],
  ["code within a line", ["```a```"], "\n"],
])("%s does not swallow the last line", (_, lines, ending) => {
  cut(lines, `${ending}${note(50, 50 + lines.length)}`);
});

test("what comes out fits, begins as the report and is cut between lines", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\n", " ")),
    fc.constantFrom("```", "~~~~", "<details>", "</details>", "```yaml"),
  );
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 600, max: 2_000 }),
      (lines, limit) => {
        const found = shorten(lines.join("\n"), limit, whole);
        expect(bytes(found)).toBeLessThanOrEqual(limit);
        const [, left, all] = /_([0-9]+) of ([0-9]+) lines are left out here[^\n]*$/.exec(found) ?? [];
        const kept = lines.slice(0, Number(all) - Number(left));
        expect(found.startsWith(kept.map((one) => `${one}\n`).join(""))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
