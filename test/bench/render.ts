import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { type Comparison, compare, milliseconds } from "./measure";

/** What the program costs by itself, with neither engine nor cluster. */
export const renderComparisons = async (folder: string): Promise<Comparison[]> => [
  await compare(
    { name: "render of dev", yardstick: "loading @pulumi/kubernetes", goal: 2 },
    7,
    () => timed(...render("dev", folder)),
    () => timed("test/bench/load-only.ts"),
  ),
  await compare(
    { name: "render of production", yardstick: "render of dev", goal: 1.5 },
    5,
    () => timed(...render("production", folder)),
    () => timed(...render("dev", folder)),
  ),
  await compare(
    { name: "an object among 1,000", yardstick: "an object among 100", goal: 1 },
    5,
    () => perObject(10),
    () => perObject(1),
  ),
  await compare(
    { name: "review of three stacks", yardstick: "renders of the three", goal: 3 },
    3,
    () => timed("cli/main.ts", "review", "--base", "HEAD", "--out", join(folder, "review.md")),
    async () => {
      let sum = 0;
      for (const stack of ["dev", "staging", "production"]) sum += await timed(...render(stack, folder));
      return sum;
    },
  ),
];

const render = (stack: string, folder: string) => [
  "cli/main.ts",
  "render",
  "--stack",
  stack,
  "--out",
  join(folder, stack),
];

const node = (...args: string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", ...args], { cwd: checkout, encoding: "utf8", stdio: "pipe" });

const timed = (...args: string[]): Promise<number> => milliseconds(() => Promise.resolve(node(...args)));

const perObject = (platforms: number): Promise<number> =>
  Promise.resolve(Number(node("test/bench/platforms.ts", String(platforms))));
