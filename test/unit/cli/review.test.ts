import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../../lab/folders";
import type { Review } from "../../../review/report/model";

const review = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(checkout, "cli", "main.ts"), "review", ...args],
    { cwd: checkout, encoding: "utf8" },
  );
  return { status, stdout, stderr };
};

const commit = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], { cwd: checkout, encoding: "utf8" }).trim();
const worktrees = () => execFileSync("git", ["worktree", "list"], { cwd: checkout, encoding: "utf8" });

test("this version and the commit that it is made from are compared, and nothing is left behind", () => {
  const before = worktrees();
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "review.json");
  const ended = review("--base", "HEAD", "--stacks", "dev", "--format", "json", "--out", file);
  expect(ended.stderr).toBe("");
  expect(ended.status).toBe(0);
  const { base, head, stacks } = JSON.parse(readFileSync(file, "utf8")) as Review;
  expect([base, head.replace(" with changes", "")]).toEqual([commit, commit]);
  expect(stacks.map(({ stack, state, faults }) => [stack, state, faults])).toEqual([["dev", "compared", []]]);
  expect(ended.stdout).toContain("dev ");
  expect(worktrees()).toBe(before);
});

test.each([
  [["--base", "no-such-branch"], "There is no common commit of HEAD and no-such-branch here."],
  [["--base", "HEAD", "--stacks", "nowhere"], `There is no stack nowhere, neither here nor at ${commit}.`],
  [["--base", "HEAD", "--format", "pdf"], "There is no format pdf: markdown, html, json"],
  [["--base", "HEAD", "--stacks", "dev,../etc"], '"../etc" is no name of a stack'],
])("%j is refused", (args, message) => {
  const { status, stderr } = review(...args);
  expect(stderr.trim().split("\n")[0]).toBe(message);
  expect(status).toBe(2);
});
