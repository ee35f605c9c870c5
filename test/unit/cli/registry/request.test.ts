import { retryAfter } from "../../../../cli/registry/answer";
import { request, waitAfter } from "../../../../cli/registry/request";
import { busy, eachWithRegistry, first, loki, manifest, refusal, registry, tagList, url } from "./bench";
import { json, sha256 } from "./stand-in";

eachWithRegistry();

test("a busy registry is asked again", async () => {
  first(busy(429), busy(503), busy(500));
  expect(await loki.digest("3.7.8")).toBe(sha256("eight"));
  expect(registry.asked).toEqual(Array(4).fill(`HEAD ${manifest}`));
});

test.each([
  [503, "503 Service Unavailable", "the registry has a fault of its own; ask again later"],
  [429, "429 Too Many Requests", "it was asked too often from here; ask again later"],
])("but no more than four times: %d", async (status, answered, mend) => {
  registry.trouble = () => busy(status);
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `HEAD ${url(manifest)}`,
    answered,
    mend,
  });
  expect(registry.asked).toHaveLength(4);
});

test("a registry that wants a long time is left at once, with its words", async () => {
  const { body } = json({ errors: [{ code: "TOOMANYREQUESTS", message: "You have reached your rate limit" }] });
  registry.trouble = () => ({ ...busy(429, "3600"), body });
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "429 Too Many Requests: You have reached your rate limit",
    mend: "it was asked too often from here; ask again in 3600 s",
  });
  expect(registry.asked).toHaveLength(1);
});

test("nothing listens there", async () => {
  const { host } = registry;
  await registry.stop();
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `HEAD http://${host}${manifest}`,
    answered: `nothing (connect ECONNREFUSED ${host})`,
    mend: `look whether this machine gets there: curl -I http://${host}/v2/`,
  });
});

test("an answer that does not come in time", async () => {
  registry.trouble = () => "silence";
  expect(await refusal(request("GET", url(tagList), {}, 0.05))).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "nothing within 0.05 s",
    mend: `look whether this machine gets there: curl -I http://${registry.host}/v2/`,
  });
});

test.each([
  [200, undefined, 1, undefined],
  [404, "1", 1, undefined],
  [429, undefined, 1, 1],
  [429, undefined, 2, 2],
  [500, undefined, 3, 4],
  [500, undefined, 4, undefined],
  [429, "30", 1, 30],
  [429, "31", 1, undefined],
  [503, "soon", 1, 1],
])("after %d with Retry-After %s, attempt %d: wait %s s", (status, after, attempt, seconds) => {
  const headers = new Headers(after === undefined ? {} : { "retry-after": after });
  expect(waitAfter({ status, headers }, attempt)).toBe(seconds);
});

test("Retry-After may hold a date", () => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.parse("2026-11-23T12:00:00Z"));
  const after = (date: string) => retryAfter(new Headers({ "retry-after": date }));
  expect(after("Mon, 23 Nov 2026 12:00:09 GMT")).toBe(9);
  expect(after("Mon, 23 Nov 2026 11:00:00 GMT")).toBe(0);
  clock.mockRestore();
});
