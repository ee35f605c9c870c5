import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commentCommand } from "../../../../cli/comment";
import { Failure } from "../../../../cli/failure";
import { marker, PublishError } from "../../../../review/publish";
import { placeOf, runPage } from "../../../../review/publish/place";

const folder = mkdtempSync(join(tmpdir(), "mop-publish-"));
const file = join(folder, "review.md");
const event = join(folder, "event.json");
afterAll(() => rmSync(folder, { recursive: true }));

const environment = { GITHUB_REPOSITORY: "shop/web", GITHUB_TOKEN: "ghs_0123456789abcdef", GITHUB_EVENT_PATH: event };

const fault = (what: string, found: string, expected: string, mend: string) =>
  [
    `No comment was written: look at ${what}.`,
    "",
    `  found:     ${found}`,
    `  expected:  ${expected}`,
    `  mend:      ${mend}`,
  ].join("\n");

/** What is told of an environment that differs so. */
function told(changed: Record<string, string | undefined>, pull?: string, about: unknown = {}): string {
  writeFileSync(event, JSON.stringify(about));
  try {
    placeOf({ ...environment, ...changed }, pull);
  } catch (error) {
    if (error instanceof PublishError && error.fault === "input") return error.message;
    throw error;
  }
  return "nothing";
}

test("a place on github.com", () => {
  expect(placeOf(environment, "7")).toEqual({
    api: "https://api.github.com",
    graphql: "https://api.github.com/graphql",
    repository: "shop/web",
    pull: 7,
    name: "pull request 7 of shop/web",
    token: "ghs_0123456789abcdef",
  });
});

test("a place on a server of one's own, from an event", () => {
  writeFileSync(event, JSON.stringify({ pull_request: { number: 12 } }));
  const server = {
    GITHUB_API_URL: "https://git.example.com/api/v3/",
    GITHUB_GRAPHQL_URL: "https://git.example.com/api/graphql",
  };
  expect(placeOf({ ...environment, ...server })).toMatchObject({
    api: "https://git.example.com/api/v3",
    graphql: "https://git.example.com/api/graphql",
    pull: 12,
  });
});

test.each(["0", "-1", "7a", "", "7.5"])("%j is no pull request", (pull) => {
  expect(told({}, pull)).toBe(fault("--pr", pull || "nothing", "the number of a pull request", "--pr 7"));
});

const anyPull = "--pr 7, or a job that runs on pull_request";

test.each<[string, unknown]>([
  ["a push", { ref: "refs/heads/main" }],
  ["a number that is none", { pull_request: { number: "7" } }],
  ["nothing", null],
])("an event about %s names no pull request", (_, about) => {
  const found = `an event in ${event} that is about none`;
  expect(told({}, undefined, about)).toBe(fault("the pull request", found, "the number of a pull request", anyPull));
});

test("without an event the number has to be given", () => {
  const found = "neither --pr nor an event";
  expect(told({ GITHUB_EVENT_PATH: undefined })).toBe(
    fault("the pull request", found, "the number of a pull request", anyPull),
  );
});

test.each([undefined, "", "web", "shop/web/extra", "shop/web?x"])("%j is no repository", (repository) => {
  expect(told({ GITHUB_REPOSITORY: repository }, "7")).toBe(
    fault("GITHUB_REPOSITORY", repository || "nothing", "owner/name of the repository", "GITHUB_REPOSITORY=shop/web"),
  );
});

test.each(["http://api.github.com", "api.github.com", "http://127.0.0.1.example.com"])(
  "the token is not sent to %s",
  (address) => {
    expect(told({ GITHUB_API_URL: address }, "7")).toBe(
      fault("GITHUB_API_URL", address, "an address that begins with https://", "GITHUB_API_URL=https://api.github.com"),
    );
  },
);

test("a token has to be there", () => {
  expect(told({ GITHUB_TOKEN: " \n" }, "7")).toBe(
    fault(
      "GITHUB_TOKEN",
      "nothing",
      "a token that may write to pull requests",
      "in a job, env: GITHUB_TOKEN: ${{ github.token }}",
    ),
  );
});

test("the page of a run, and of the runs outside one", () => {
  expect(runPage({ ...environment, GITHUB_RUN_ID: "42" })).toBe("https://github.com/shop/web/actions/runs/42");
  expect(runPage({ ...environment, GITHUB_SERVER_URL: "https://git.example.com" })).toBe(
    "https://git.example.com/shop/web/actions",
  );
});

describe("npm run comment", () => {
  const before = process.env;
  beforeEach(() => {
    process.env = { ...before, GITHUB_STEP_SUMMARY: "", GITHUB_REPOSITORY: "", MOP_OFFLINE: "" };
  });
  afterEach(() => {
    process.env = before;
  });

  const mend = `npm run review -- --base REF --stacks dev,staging,production --format markdown --out ${file}`;
  const failed = (message: string) => new Failure(message, 2);

  test("wants a file that is there", async () => {
    rmSync(file, { force: true });
    await expect(commentCommand({ file })).rejects.toEqual(failed(`There is no ${file}. It is written by: ${mend}`));
  });

  test.each([
    ["# Review\n", "# Review"],
    ["", "an empty line"],
    [`${marker} and more\n`, `${marker} and more`],
  ])("wants a report, not %j", async (text, found) => {
    writeFileSync(file, text);
    const message = [
      `${file} does not begin as a report does.`,
      "",
      `  found:     ${found}`,
      `  expected:  ${marker}, by which the comment is found again the next time`,
      `  mend:      ${mend}`,
    ].join("\n");
    await expect(commentCommand({ file })).rejects.toEqual(failed(message));
  });

  test("says that the environment is at fault where it is", async () => {
    writeFileSync(file, `${marker}\n`);
    await expect(commentCommand({ file })).rejects.toMatchObject({ name: "Failure", code: 2 });
  });

  test("asks nobody where that is forbidden", async () => {
    process.env.MOP_OFFLINE = "1";
    await expect(commentCommand({ file })).rejects.toEqual(
      failed("A comment is written on GitHub, and MOP_OFFLINE=1 forbids it."),
    );
  });
});
