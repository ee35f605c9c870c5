import { join } from "node:path";
import { compare, milliseconds } from "./measure";
import { temporaryFolder, tsx } from "./programs";
import type { Group } from "./runner";

/** What the program costs by itself, with neither engine nor cluster. */
export const render: Group<string> = {
  name: "render",
  tools: () => [],
  setUp: () => Promise.resolve(temporaryFolder()),
  rows: [
    {
      name: "render-dev",
      measure: (folder) =>
        compare(
          { name: "render of dev", yardstick: "loading @pulumi/kubernetes", goal: 2 },
          7,
          () => timedRender("dev", folder),
          () => milliseconds(() => tsx("test/bench/load-only.ts")),
        ),
    },
    {
      name: "render-production",
      measure: (folder) =>
        compare(
          { name: "render of production", yardstick: "render of dev", goal: 1.5 },
          5,
          () => timedRender("production", folder),
          () => timedRender("dev", folder),
        ),
    },
    {
      name: "objects",
      measure: () =>
        compare(
          { name: "an object among 1,000", yardstick: "an object among 100", goal: 1 },
          5,
          () => perObject(10),
          () => perObject(1),
        ),
    },
    {
      name: "review",
      measure: (folder) =>
        compare(
          { name: "review of three stacks", yardstick: "renders of the three", goal: 3 },
          3,
          () => milliseconds(() => tsx("cli/main.ts", "review", "--base", "HEAD", "--out", join(folder, "review.md"))),
          async () => {
            let sum = 0;
            for (const stack of ["dev", "staging", "production"]) sum += await timedRender(stack, folder);
            return sum;
          },
        ),
    },
  ],
};

/** Renders a stack to files. @returns the folder that holds them */
export async function renderTo(stack: string, folder: string): Promise<string> {
  const out = join(folder, stack);
  await tsx("cli/main.ts", "render", "--stack", stack, "--out", out);
  return out;
}

const timedRender = (stack: string, folder: string): Promise<number> => milliseconds(() => renderTo(stack, folder));

const perObject = async (platforms: number): Promise<number> =>
  Number(await tsx("test/bench/platforms.ts", String(platforms)));
