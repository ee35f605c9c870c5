import { compare, milliseconds } from "./measure";
import { run, tsx } from "./programs";
import type { Group } from "./runner";

/** What it costs that every npm script goes through the launcher, on a Node that is new enough. */
export const launcher: Group = {
  name: "launcher",
  tools: () => [],
  setUp: () => Promise.resolve(),
  rows: [
    {
      name: "launcher",
      measure: () =>
        compare(
          { name: "--help through the launcher", yardstick: "--help by node --import tsx", goal: { more: 50 } },
          9,
          () => milliseconds(() => run(process.execPath, "launcher", ...help)),
          () => milliseconds(() => tsx(...help)),
        ),
    },
  ],
};

const help = ["cli/main.ts", "--help"];
