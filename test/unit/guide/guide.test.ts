import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../../lab/folders";
import { effects } from "./effects";

/** Rows of README's table on the deployment guide: what it asks for, and what became of it. */
function rows(): (readonly [asked: string, answer: string])[] {
  const [, section] = readFileSync(join(checkout, "README.md"), "utf8").split("## The deployment guide, row by row");
  const lines = section
    .split("\n## ")[0]
    .split("\n")
    .filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => {
    const [, asked, answer] = line.split("|").map((cell) => cell.trim());
    return [asked, answer];
  });
}

test("the rows that say done are exactly those whose effect is asserted here", () => {
  const done = rows().filter(([, answer]) => /^done\b/.test(answer));
  expect(done.map(([asked]) => asked)).toEqual(effects.map(([row]) => row));
});

test.each(effects)("%s", async (_, given, expected) => {
  expect(await given()).toEqual(expected);
});
