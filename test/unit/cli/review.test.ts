import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode, Failure } from "../../../cli/failure";
import { reviewCommand, type ReviewOptions } from "../../../cli/review";
import { checkout } from "../../../lab/folders";
import type { Review } from "../../../review/report/model";

const kubeconfig = join(mkdtempSync(join(tmpdir(), "mop-")), "config");
writeFileSync(
  kubeconfig,
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [],
    users: [],
    contexts: [],
  }),
);

const review = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(checkout, "cli", "main.ts"), "review", ...args],
    { cwd: checkout, encoding: "utf8", env: { ...process.env, KUBECONFIG: kubeconfig } },
  );
  return { status, stdout, stderr };
};

const commit = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], { cwd: checkout, encoding: "utf8" }).trim();
/** The folders of all worktrees; what is checked out in another one may change at any time. */
const worktrees = () =>
  execFileSync("git", ["worktree", "list", "--porcelain"], { cwd: checkout, encoding: "utf8" }).match(
    /^worktree .*$/gm,
  );

test("this version and the commit that it is made from are compared, and nothing is left behind", () => {
  const before = worktrees();
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "review.json");
  const ended = review("--base", "HEAD", "--no-engine", "--stacks", "dev", "--format", "json", "--out", file);
  expect(ended.stderr).toBe("");
  expect(ended.status).toBe(0);
  const { base, head, stacks } = JSON.parse(readFileSync(file, "utf8")) as Review;
  expect([base, head.replace(" with changes", "")]).toEqual([commit, commit]);
  expect(stacks.map(({ stack, state, faults }) => [stack, state, faults])).toEqual([["dev", "compared", []]]);
  expect(ended.stdout).toContain("dev ");
  expect(worktrees()).toEqual(before);
});

test("a command line without either is refused with exit code 2", () => {
  const { status, stderr } = review();
  expect(stderr.trim().split("\n")[0]).toBe("What to compare with is one of the two:");
  expect(status).toBe(2);
});

test.each<[Partial<ReviewOptions>, string]>([
  [{ base: "no-such-branch" }, "There is no common commit of HEAD and no-such-branch here."],
  [{ base: "HEAD", stacks: "nowhere" }, `There is no stack nowhere, neither here nor at ${commit}.`],
  [{ base: "HEAD", format: "pdf" }, "There is no format pdf: markdown, html, json"],
  [{ base: "HEAD", live: true }, "What to compare with is one of the two:"],
  [{ base: "HEAD", context: "production" }, "What to compare with is one of the two:"],
  [
    { live: true, stacks: "dev", context: "no-such-context" },
    "The kubeconfig has no context no-such-context. It has none: kubectl config get-contexts",
  ],
  [{ base: "HEAD", stacks: "dev,../etc" }, '"../etc" is no name of a stack'],
])("%j is refused", async (options, message) => {
  vi.stubEnv("KUBECONFIG", kubeconfig);
  const all: ReviewOptions = { stacks: "dev,staging,production", format: "markdown", engine: true, ...options };
  const error = await reviewCommand(all).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Failure);
  const { message: text, code } = error as Failure;
  expect([text.split("\n")[0], code]).toEqual([message, exitCode.badInput]);
});
