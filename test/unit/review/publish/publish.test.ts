import { readFileSync, writeFileSync } from "node:fs";
import { marker } from "../../../../review/publish";
import {
  create,
  created,
  eachWithGitHub,
  event,
  file,
  first,
  github,
  look,
  page,
  report,
  summarized,
  summary,
  told,
  update,
  url,
  waits,
  whoAmI,
} from "./bench";
import { bot, type GitHubStandIn, person, refusal } from "./github-stand-in";

eachWithGitHub();

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

test("a number that is given goes before the event's", async () => {
  writeFileSync(event, JSON.stringify({ pull_request: { number: 8 } }));
  expect(await told({}, "7")).toBe(created(1));
});

test("the address of GraphQL is taken from the environment, too", async () => {
  expect(await told({ GITHUB_GRAPHQL_URL: `${github.address}/graphql?server` })).toBe(created(1));
  expect(github.asked[0]).toBe("POST /graphql?server");
});
