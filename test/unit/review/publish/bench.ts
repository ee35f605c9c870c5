import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marker, publish, PublishError } from "../../../../review/publish";
import { GitHubStandIn, type Reply } from "./github-stand-in";

export const token = "ghs_0123456789abcdef";
export const report = `${marker}\n# Review\n\nNothing changes.\n`;

const folder = mkdtempSync(join(tmpdir(), "mop-publish-"));
export const file = join(folder, "review.md");
export const summary = join(folder, "summary.md");
export const event = join(folder, "event.json");

export let github: GitHubStandIn;
export let waits: number[];

/** Gives every test of a file a GitHub of its own, a report, and what a job has. */
export function eachWithGitHub(): void {
  beforeAll(() => mkdirSync(folder, { recursive: true }));
  beforeEach(async () => {
    github = await GitHubStandIn.start(token);
    waits = [];
    writeFileSync(file, report);
    writeFileSync(summary, "What another step says.\n");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
  });
  afterEach(() => github.stop());
  afterAll(() => rmSync(folder, { recursive: true }));
}

const environment = () => ({
  GITHUB_API_URL: github.address,
  GITHUB_EVENT_PATH: event,
  GITHUB_REPOSITORY: "shop/web",
  GITHUB_RUN_ID: "42",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_STEP_SUMMARY: summary,
  GITHUB_TOKEN: token,
});

/** Publishes, and says what was told of it. */
export async function told(changed: Record<string, string | undefined> = {}, pull?: string): Promise<string> {
  const wait = (seconds: number) => Promise.resolve(waits.push(seconds));
  try {
    return await publish({ file, pull, environment: { ...environment(), ...changed }, wait });
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    return `${error.fault}: ${error.message}`;
  }
}

/** Gives these answers first, one to each question that begins so. */
export function first(question: string, ...replies: Reply[]): void {
  github.trouble = (asked) => (asked.startsWith(question) ? replies.shift() : undefined);
}

export const whoAmI = "POST /graphql";
export const list = "/repos/shop/web/issues/7/comments";
export const page = (n: number) => `GET ${list}?per_page=100&page=${n}`;
export const look = [whoAmI, page(1)];
export const create = `POST ${list}`;
export const update = (id: number) => `PATCH /repos/shop/web/issues/comments/${id}`;
export const url = (id: number) => `https://github.com/shop/web/pull/7#${id}`;
export const created = (id: number) => `The report is on pull request 7 of shop/web: ${url(id)}`;
export const summarized = `What another step says.\n${report}`;

/** How a failure is told. */
export const failure = (asked: string, answered: string, mend: string) =>
  [
    "answer: There is no up-to-date comment on pull request 7 of shop/web; the report is in the job summary.",
    "",
    `  asked:     ${asked}`,
    `  answered:  ${answered}`,
    `  mend:      ${mend}`,
  ].join("\n");

export const broken = "GitHub has a fault of its own (https://www.githubstatus.com); run the job again later";
