import { readFileSync } from "node:fs";
import {
  broken,
  create,
  created,
  eachWithGitHub,
  failure,
  first,
  github,
  list,
  look,
  page,
  report,
  summarized,
  summary,
  token,
  told,
  update,
  url,
  waits,
  whoAmI,
} from "./bench";
import { bot, refusal, type Reply } from "./github-stand-in";

eachWithGitHub();

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
