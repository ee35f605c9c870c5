import type { Answer } from "../../../../review/publish/call";
import { bodyLimit, mayNot, waitAfter } from "../../../../review/publish/decisions";

const answer = (status: number, headers: Record<string, string> = {}, body: unknown = {}): Answer => ({
  asked: "GET https://api.github.com",
  status,
  headers: new Headers(headers),
  body,
});

const now = 1_800_000_000.4;
const spent = { "x-ratelimit-remaining": "0" };

test.each<[string, Answer, number | undefined, number | undefined]>([
  ["429 that says how long", answer(429, { "retry-after": "17" }), 17, 17],
  ["429 that does not", answer(429), 60, 60],
  ["403 that says how long", answer(403, { "retry-after": "17" }), 17, 17],
  ["403 as nothing is left", answer(403, { ...spent, "x-ratelimit-reset": "1800000030" }), 30, 30],
  ["403 as nothing was left", answer(403, { ...spent, "x-ratelimit-reset": "1799999999" }), 1, 1],
  ["403 as nothing is left for long", answer(403, { ...spent, "x-ratelimit-reset": "1800003600" }), 3_600, 3_600],
  ["403 as nothing is left, until nobody knows when", answer(403, spent), 60, 60],
  ["403 in words", answer(403, {}, { message: "You have exceeded a secondary rate limit." }), 60, 60],
  ["403 of a token that may not", answer(403, { "x-ratelimit-remaining": "17" }), undefined, undefined],
  ["500", answer(500), 1, 2],
  ["503 that says how long", answer(503, { "retry-after": "5" }), 5, 5],
  ["503 with a date, which GitHub does not send", answer(503, { "retry-after": "Wed, 01 Jan 2031" }), 1, 2],
  ["no answer", answer(0), 1, 2],
  ["404", answer(404, { ...spent, "retry-after": "5" }), undefined, undefined],
  ["422", answer(422, spent), undefined, undefined],
])("how long to wait after %s", (_, given, first, second) => {
  expect([waitAfter(given, 1, now), waitAfter(given, 2, now)]).toEqual([first, second]);
});

test.each<[string, Answer, boolean]>([
  ["403 of a token that may not", answer(403, { "x-ratelimit-remaining": "17" }), true],
  ["403 as a limit is reached", answer(403, spent), false],
  ["401", answer(401), false],
])("whether the token may not, after %s", (_, given, expected) => {
  expect(mayNot(given)).toBe(expected);
});

const saying = (message: string) => ({ message: "Validation Failed", errors: [{ message }] });

test.each<[string, Answer, number | undefined]>([
  ["with its limit", answer(422, {}, saying("Body is too long (maximum is 1000 characters)")), 1_000],
  ["without", answer(422, {}, { message: "body is too long" }), 65_536],
  ["about something else", answer(422, {}, saying("Title is too long (maximum is 256 characters)")), undefined],
  ["with another status", answer(400, {}, saying("Body is too long (maximum is 1000 characters)")), undefined],
])("how long a body may be, from an answer %s", (_, given, expected) => {
  expect(bodyLimit(given)).toBe(expected);
});
