import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marker, publish, PublishError } from "../../../../review/publish";
import { bot, GitHubStandIn, person, refusal, type Reply } from "./github-stand-in";

const token = "ghs_0123456789abcdef";
const report = `${marker}\n# Review\n\nNothing changes.\n`;

const folder = mkdtempSync(join(tmpdir(), "mop-publish-"));
const file = join(folder, "review.md");
const summary = join(folder, "summary.md");
const event = join(folder, "event.json");
afterAll(() => rmSync(folder, { recursive: true }));

let github: GitHubStandIn;
let waits: number[];

beforeEach(async () => {
  github = await GitHubStandIn.start(token);
  waits = [];
  writeFileSync(file, report);
  writeFileSync(summary, "What another step says.\n");
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
});
afterEach(() => github.stop());

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
async function told(changed: Record<string, string | undefined> = {}, pull?: string): Promise<string> {
  const wait = (seconds: number) => Promise.resolve(waits.push(seconds));
  try {
    return await publish({ file, pull, environment: { ...environment(), ...changed }, wait });
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    return `${error.fault}: ${error.message}`;
  }
}

/** Gives these answers first, one to each question that begins so. */
function first(question: string, ...replies: Reply[]): void {
  github.trouble = (asked) => (asked.startsWith(question) ? replies.shift() : undefined);
}

const whoAmI = "POST /graphql";
const list = "/repos/shop/web/issues/7/comments";
const page = (n: number) => `GET ${list}?per_page=100&page=${n}`;
const look = [whoAmI, page(1)];
const create = `POST ${list}`;
const update = (id: number) => `PATCH /repos/shop/web/issues/comments/${id}`;
const url = (id: number) => `https://github.com/shop/web/pull/7#${id}`;
const created = (id: number) => `The report is on pull request 7 of shop/web: ${url(id)}`;
const summarized = `What another step says.\n${report}`;

/** How a failure is told. */
const failure = (asked: string, answered: string, mend: string) =>
  [
    "answer: There is no up-to-date comment on pull request 7 of shop/web; the report is in the job summary.",
    "",
    `  asked:     ${asked}`,
    `  answered:  ${answered}`,
    `  mend:      ${mend}`,
  ].join("\n");

const broken = "GitHub has a fault of its own (https://www.githubstatus.com); run the job again later";

test("a pull request without a comment of ours gets one", async () => {
  github.add(person, "Looks good");
  expect(await told()).toBe(created(2));
  expect(github.asked).toEqual([...look, create]);
  expect(github.comments[1]).toEqual({ id: 2, user: bot, body: report });
  expect(readFileSync(summary, "utf8")).toBe(summarized);
});

test("the next report takes the place of the last one", async () => {
  await told();
  writeFileSync(file, `${marker}\n# Another\n`);
  expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date: ${url(1)}`);
  expect(github.asked).toEqual([...look, create, ...look, update(1)]);
  expect(github.comments).toEqual([{ id: 1, user: bot, body: `${marker}\n# Another\n` }]);
});

test("our comment is found on the third page, and no further one is asked for", async () => {
  for (let n = 1; n <= 250; n++) github.add(n === 201 ? bot : person, n === 201 ? `${marker}\r\nold` : "Looks good");
  for (let n = 251; n <= 350; n++) github.add(person, "And another");
  expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date: ${url(201)}`);
  expect(github.asked).toEqual([whoAmI, page(1), page(2), page(3), update(201)]);
  expect(github.comments[200].body).toBe(report);
});

test.each<[string, Parameters<GitHubStandIn["add"]>]>([
  ["somebody else's with the marker", [person, report]],
  ["another bot's with the marker", [{ login: "helper[bot]", type: "Bot" }, report]],
  ["one of ours that quotes the marker", [bot, `> ${marker}\n> # Review`]],
  ["one of an account that is gone", [null, report]],
  ["one without a text", [bot, null]],
])("%s is left alone", async (_, [user, body]) => {
  github.add(user, body);
  expect(await told()).toBe(created(2));
  expect(github.asked).toEqual([...look, create]);
  expect(github.comments).toEqual([
    { id: 1, user, body },
    { id: 2, user: bot, body: report },
  ]);
});

test("where GitHub does not tell whose the token is, only a bot's comment is taken over", async () => {
  github.account = undefined;
  github.add(person, report);
  github.add(bot, `${marker}\nold`);
  expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date: ${url(2)}`);
  expect(github.asked).toEqual([...look, update(2)]);
});

test("a token that may not write leaves the report at the job summary", async () => {
  first(create, refusal(403, "Resource not accessible by integration", { "x-ratelimit-remaining": "4999" }));
  expect(await told()).toBe(
    "This token may not comment on pull request 7 of shop/web (403 Forbidden: Resource not accessible by integration): the report is in the job summary.",
  );
  expect(github.asked).toEqual([...look, create]);
  expect(readFileSync(summary, "utf8")).toBe(summarized);
  expect(waits).toEqual([]);
});

test("the same outside a job", async () => {
  first(page(1), refusal(403, "Resource not accessible by personal access token"));
  expect(await told({ GITHUB_STEP_SUMMARY: undefined })).toBe(
    `This token may not comment on pull request 7 of shop/web (403 Forbidden: Resource not accessible by personal access token): the report is in ${file} alone.`,
  );
  expect(github.asked).toEqual(look);
});

describe("a report that is too long", () => {
  const line = "A line with something of 40 characters.\n";
  const long = report + line.repeat(2_000);
  const left = (kept: number, whole: string, all = 2_004) =>
    `\n_${all - kept} of ${all} lines are left out here: GitHub does not take more. The whole report: ${whole}._`;
  const run = "[the summary of this run](https://github.com/shop/web/actions/runs/42)";

  test("is cut to what a comment holds", async () => {
    writeFileSync(file, long);
    expect(await told()).toBe(`The report is on pull request 7 of shop/web, shortened: ${url(1)}`);
    expect(github.asked).toEqual([...look, create, create]);
    const body = github.comments[0].body ?? "";
    const kept = Math.floor((65_536 - report.length - left(1, run).length - 2) / line.length);
    expect(body).toBe(report + line.repeat(kept) + left(4 + kept, run));
    expect(readFileSync(summary, "utf8")).toBe(`What another step says.\n${long}`);
  });

  test("is cut where it takes the place of another", async () => {
    github.add(bot, report);
    writeFileSync(file, long);
    expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date, shortened: ${url(1)}`);
    expect(github.asked).toEqual([...look, update(1), update(1)]);
  });

  test("is not cut again if that does not help", async () => {
    const reply = { status: 422, body: { message: "Validation Failed", errors: [{ message: "Body is too long" }] } };
    first(create, reply, reply, reply);
    expect(await told()).toBe(
      failure(
        `POST ${github.address}${list}`,
        "422 Unprocessable Entity: Validation Failed: Body is too long",
        "GitHub does not take this text: look for what that says of it",
      ),
    );
    expect(github.asked).toEqual([...look, create, create]);
  });

  test("is cut for the job summary as well, which is no place for the whole then", async () => {
    writeFileSync(file, report + line.repeat(30_000));
    await told();
    const text = readFileSync(summary, "utf8").slice("What another step says.\n".length);
    expect(text.endsWith(`The whole report: ${file}._\n`)).toBe(true);
    expect(text.length).toBeGreaterThan(2 ** 20 - 2 * line.length);
    expect(text.length).toBeLessThanOrEqual(2 ** 20);
    expect(github.comments[0].body?.endsWith(`The whole report: ${file}._`)).toBe(true);
  });
});

describe("a GitHub in trouble", () => {
  test("is waited for as long as it says", async () => {
    first(create, refusal(429, "You have exceeded a secondary rate limit", { "retry-after": "17" }));
    expect(await told()).toBe(created(1));
    expect(github.asked).toEqual([...look, create, ...look, create]);
    expect(waits).toEqual([17]);
    expect(readFileSync(summary, "utf8")).toBe(summarized);
  });

  test("that is broken for a while is asked again", async () => {
    first(page(1), { status: 500, body: "<html>" }, refusal(502, "Server Error"));
    expect(await told()).toBe(created(1));
    expect(github.asked).toEqual([...look, ...look, ...look, create]);
    expect(waits).toEqual([1, 2]);
  });

  test("that made the comment and then broke is not given a second one", async () => {
    github.trouble = (asked) => {
      if (asked !== create) return undefined;
      github.add(bot, report);
      github.trouble = () => undefined;
      return refusal(502, "Server Error");
    };
    expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date: ${url(1)}`);
    expect(github.asked).toEqual([...look, create, ...look, update(1)]);
    expect(github.comments.length).toBe(1);
  });

  test("that stays broken is given up", async () => {
    github.trouble = () => refusal(500, "Server Error");
    expect(await told()).toBe(
      failure(`POST ${github.address}/graphql`, "500 Internal Server Error: Server Error", broken),
    );
    expect(github.asked).toEqual([whoAmI, whoAmI, whoAmI]);
    expect(waits).toEqual([1, 2]);
    expect(readFileSync(summary, "utf8")).toBe(summarized);
  });

  test("that wants to be left alone for long is given up at once", async () => {
    first(page(1), refusal(429, "You have exceeded a secondary rate limit", { "retry-after": "61" }));
    expect(await told()).toBe(
      failure(
        `GET ${github.address}${list}?per_page=100&page=1`,
        "429 Too Many Requests: You have exceeded a secondary rate limit",
        "it was asked too often with this token; run the job again in 61 s",
      ),
    );
    expect(waits).toEqual([]);
  });

  test("that does not tell now whose the token is, is asked that again", async () => {
    first(whoAmI, {
      status: 200,
      headers: { "x-ratelimit-remaining": "0", "retry-after": "3" },
      body: { errors: [{ type: "RATE_LIMITED" }] },
    });
    expect(await told()).toBe(created(1));
    expect(github.asked).toEqual([whoAmI, ...look, create]);
    expect(waits).toEqual([3]);
  });

  test("whose pages never end is left", async () => {
    const headers = { link: '<https://elsewhere.example>; rel="next"' };
    github.trouble = (asked) => (asked.startsWith("GET") ? { status: 200, headers, body: [] } : undefined);
    expect(await told()).toBe(created(1));
    expect(github.asked.length).toBe(102);
  });

  test("that cannot be reached is given up", async () => {
    const { address } = github;
    await github.stop();
    expect(await told()).toBe(
      failure(
        `POST ${address}/graphql`,
        `nothing (connect ECONNREFUSED ${address.slice("http://".length)})`,
        `look whether this machine gets there: curl -I ${address}`,
      ),
    );
    expect(waits).toEqual([1, 2]);
    github = await GitHubStandIn.start(token);
  });
});

test.each<[string, Reply, string, string]>([
  [
    "no such pull request",
    refusal(404, "Not Found"),
    "404 Not Found: Not Found",
    "is there pull request 7 of shop/web, and may the token read it? Look at --pr and GITHUB_REPOSITORY",
  ],
  [
    "a repository that moved",
    { status: 301, headers: { location: "/repositories/1/issues/7/comments" } },
    "301 Moved Permanently",
    "is that GitHub's API, and the repository's name of today? Look at GITHUB_API_URL and GITHUB_REPOSITORY",
  ],
  [
    "something that is not GitHub's API",
    { status: 200, body: "<html>" },
    "200 OK",
    "is that GitHub's API, and the repository's name of today? Look at GITHUB_API_URL and GITHUB_REPOSITORY",
  ],
])("%s", async (_, reply, answered, mend) => {
  first(page(1), reply);
  expect(await told()).toBe(failure(`GET ${github.address}${list}?per_page=100&page=1`, answered, mend));
  expect(github.asked).toEqual(look);
});

describe("the token", () => {
  test("that is not let in is not told", async () => {
    const text = await told({ GITHUB_TOKEN: "ghs_ffffffffffffffff" });
    expect(text).toBe(
      failure(
        `POST ${github.address}/graphql`,
        "401 Unauthorized: Bad credentials",
        "give a token that has not expired as GITHUB_TOKEN; in a job: ${{ github.token }}",
      ),
    );
    expect(github.asked).toEqual([whoAmI]);
  });

  test("is taken out of what GitHub says", async () => {
    github.trouble = () => refusal(500, `no entry for ${token}`);
    expect(await told()).toBe(
      failure(`POST ${github.address}/graphql`, "500 Internal Server Error: no entry for ***", broken),
    );
  });

  test("that no header takes is not told", async () => {
    const text = await told({ GITHUB_TOKEN: `${token}\n${token}` });
    expect(text).not.toContain(token);
    expect(text).toContain("  found:     something with spaces or control characters\n");
    expect(github.asked).toEqual([]);
  });

  test("may have a line break behind it", async () => {
    expect(await told({ GITHUB_TOKEN: `${token}\n` })).toBe(created(1));
  });
});

test("a number that is given goes before the event's", async () => {
  writeFileSync(event, JSON.stringify({ pull_request: { number: 8 } }));
  expect(await told({}, "7")).toBe(created(1));
});

test("the address of GraphQL is taken from the environment, too", async () => {
  expect(await told({ GITHUB_GRAPHQL_URL: `${github.address}/graphql?server` })).toBe(created(1));
  expect(github.asked[0]).toBe("POST /graphql?server");
});
