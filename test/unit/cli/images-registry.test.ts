import { addressOf } from "../../../cli/registry/address";
import { retryAfter } from "../../../cli/registry/answer";
import { Refusal, Repository } from "../../../cli/registry";
import { unreachable } from "../../../cli/registry/refusal";
import { request, waitAfter } from "../../../cli/registry/request";
import { challengeOf } from "../../../cli/registry/token";
import { json, RegistryStandIn, type Reply, sha256 } from "./registry-stand-in";

let registry: RegistryStandIn;
let loki: Repository;

beforeEach(async () => {
  registry = await RegistryStandIn.start({ "grafana/loki": { "3.7.7": "seven", "3.7.8": "eight", latest: "eight" } });
  loki = new Repository(`${registry.host}/grafana/loki`);
});
afterEach(() => registry.stop());

/** What a question was refused with. */
async function refusal(question: Promise<unknown>): Promise<Pick<Refusal, "asked" | "answered" | "mend">> {
  const error = await question.catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error;
  const { asked, answered, mend } = error;
  return { asked, answered, mend };
}

/** Gives these answers first, one to each question. */
function first(...replies: Reply[]): void {
  registry.trouble = () => replies.shift();
}

const busy = (status: number, after = "0"): Reply => ({ status, headers: { "retry-after": after } });
const url = (path: string) => `http://${registry.host}${path}`;
const manifest = "/v2/grafana/loki/manifests/3.7.8";
const tagList = "/v2/grafana/loki/tags/list?n=1000";
const isItOne = "is that a registry? Look at the repository in settings/images.json";

test("a digest is asked for without pulling", async () => {
  expect(await loki.digest("3.7.8")).toBe(sha256("eight"));
  expect(registry.asked).toEqual([`HEAD ${manifest}`]);
});

test("a registry that gives no digest has it computed from the manifest", async () => {
  const headers = { "content-type": "application/vnd.docker.distribution.manifest.list.v2+json; charset=utf-8" };
  registry.trouble = () => ({ status: 200, headers, body: "a manifest" });
  expect(await loki.digest("3.7.8")).toBe("sha256:e59625a822497c164d60705eb3fd6975c375ca213b8140137a826a77790986a9");
  expect(registry.asked).toEqual([`HEAD ${manifest}`, `GET ${manifest}`]);
});

test.each([`sha512:${"0".repeat(64)}`, `sha256:${"0".repeat(65)}`])("%s counts as no digest", async (digest) => {
  first({ status: 200, headers: { "docker-content-digest": digest } });
  expect(await loki.digest("3.7.8")).toBe(sha256("eight"));
});

test("the page of a proxy is no manifest", async () => {
  registry.trouble = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "Please log in" });
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `GET ${url(manifest)}`,
    answered: "200 OK, but text/html instead of a manifest",
    mend: isItOne,
  });
});

test("a token is fetched where the registry wants one, and kept", async () => {
  registry.token = "abc";
  await loki.digest("3.7.8");
  await loki.tags();
  expect(registry.asked).toEqual([
    `HEAD ${manifest}`,
    "GET /token?service=stand-in&scope=repository%3Agrafana%2Floki%3Apull",
    `HEAD ${manifest} Bearer abc`,
    `GET ${tagList} Bearer abc`,
  ]);
});

test("a token that has expired is fetched anew", async () => {
  registry.token = "abc";
  await loki.digest("3.7.8");
  registry.token = "def";
  expect(await loki.digest("3.7.7")).toBe(sha256("seven"));
});

test("a token that does not help is not asked for again", async () => {
  const challenge = { status: 401, headers: { "www-authenticate": `Bearer realm="${url("/token")}"` } };
  registry.trouble = (_, path) => (path.startsWith("/token") ? json({ token: "abc" }) : challenge);
  expect((await refusal(loki.digest("3.7.8"))).answered).toBe("401 Unauthorized");
  expect(registry.asked).toEqual([
    `HEAD ${manifest}`,
    // The challenge names neither service nor scope.
    "GET /token?scope=repository%3Agrafana%2Floki%3Apull",
    `HEAD ${manifest} Bearer abc`,
  ]);
});

test("a token may be called access_token", async () => {
  registry.token = "abc";
  registry.trouble = (_, path) => (path.startsWith("/token") ? json({ access_token: "abc" }) : undefined);
  expect(await loki.digest("3.7.8")).toBe(sha256("eight"));
});

test.each<[string, Reply, string]>([
  ["nothing", json({ token: "" }), "200 OK, without a token"],
  ["no JSON", { status: 200, body: "Please log in" }, "200 OK, without a token"],
])("a token service that answers with %s", async (_, reply, answered) => {
  registry.token = "abc";
  registry.trouble = (_, path) => (path.startsWith("/token") ? reply : undefined);
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `GET ${url("/token?service=stand-in&scope=repository%3Agrafana%2Floki%3Apull")}`,
    answered,
    mend: isItOne,
  });
});

test("a token service that refuses", async () => {
  registry.token = "abc";
  registry.trouble = (_, path) => (path.startsWith("/token") ? { status: 400 } : undefined);
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `GET ${url("/token?service=stand-in&scope=repository%3Agrafana%2Floki%3Apull")}`,
    answered: "400 Bad Request",
    mend: isItOne,
  });
});

test("a challenge with a realm that is no address", async () => {
  first({ status: 401, headers: { "www-authenticate": 'Bearer realm="here"' } });
  expect(await refusal(loki.digest("3.7.8"))).toEqual({
    asked: `HEAD ${url(manifest)}`,
    answered: "401 Unauthorized, and a token from here, which is no address",
    mend: isItOne,
  });
});

test.each([401, 403])("%d: what wants a password is not asked for", async (status) => {
  first({ status, headers: { "www-authenticate": 'Basic realm="private"' } });
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: status === 401 ? "401 Unauthorized" : "403 Forbidden",
    mend: "only public images can be asked for, and an unknown one may look the same: look at the repository in settings/images.json",
  });
});

test("a tag that is not there", async () => {
  expect(await refusal(loki.digest("3.7.80"))).toEqual({
    asked: `HEAD ${url("/v2/grafana/loki/manifests/3.7.80")}`,
    answered: "404 Not Found",
    mend: "there is no such image: look at its repository and version in settings/images.json",
  });
});

test("a repository that is not there, in the registry's own words", async () => {
  expect(await refusal(new Repository(`${registry.host}/grafana/lokki`).tags())).toEqual({
    asked: `GET ${url("/v2/grafana/lokki/tags/list?n=1000")}`,
    answered: "404 Not Found: repository name not known to registry",
    mend: "there is no such image: look at its repository and version in settings/images.json",
  });
});

test("a status that no registry gives", async () => {
  first({ status: 418 });
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "418 I'm a Teapot",
    mend: isItOne,
  });
});

test("tags come in pages", async () => {
  registry.pageSize = 2;
  expect(await loki.tags()).toEqual(["3.7.7", "3.7.8", "latest"]);
  expect(registry.asked).toEqual([`GET ${tagList}`, "GET /v2/grafana/loki/tags/list?n=2&last=2"]);
});

test("a page may have no tags", async () => {
  first(json({ name: "grafana/loki", tags: null }));
  expect(await loki.tags()).toEqual([]);
});

test("the next page is asked of the same registry, whatever it calls itself", async () => {
  const link = '<http://inside.example.com/v2/grafana/loki/tags/list?last=0>; rel="next"';
  first(json({ tags: ["a", "b"] }, { link }));
  expect(await loki.tags()).toEqual(["a", "b", "3.7.7", "3.7.8", "latest"]);
  expect(registry.asked).toEqual([`GET ${tagList}`, "GET /v2/grafana/loki/tags/list?last=0"]);
});

test("a link to somewhere else is no next page", async () => {
  first(json({ tags: ["a"] }, { link: '</v2/>; rel="start", </help>; rel="help"' }));
  expect(await loki.tags()).toEqual(["a"]);
});

test("a next page that is no address", async () => {
  first(json({ tags: ["a"] }, { link: '<http://[>; rel="next"' }));
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "200 OK, with http://[ as next page",
    mend: isItOne,
  });
});

test("pages that never end", async () => {
  registry.trouble = () => json({ tags: ["a"] }, { link: `<${tagList}>; rel="next"` });
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "more than 100 pages",
    mend: "what is newest cannot be known there",
  });
  expect(registry.asked).toHaveLength(100);
});

test("an answer without a list of tags", async () => {
  first(json({ repositories: [] }));
  expect(await refusal(loki.tags())).toEqual({
    asked: `GET ${url(tagList)}`,
    answered: "200 OK, without a list of tags",
    mend: isItOne,
  });
});

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

test.each([
  // Where a host has several addresses, all of them refused.
  [Object.assign(new TypeError("fetch failed"), { cause: { message: "", code: "ECONNREFUSED" } }), "ECONNREFUSED"],
  [new TypeError("fetch failed"), "TypeError: fetch failed"],
])("a failure of fetch is told as far as it tells: %#", (error, why) => {
  expect(unreachable("GET https://a/b", "https://a", error, 20).answered).toBe(`nothing (${why})`);
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
  const clock = jest.spyOn(Date, "now").mockReturnValue(Date.parse("2026-11-23T12:00:00Z"));
  const after = (date: string) => retryAfter(new Headers({ "retry-after": date }));
  expect(after("Mon, 23 Nov 2026 12:00:09 GMT")).toBe(9);
  expect(after("Mon, 23 Nov 2026 11:00:00 GMT")).toBe(0);
  clock.mockRestore();
});

test.each([
  ["docker.io/grafana/loki", "https://registry-1.docker.io", "grafana/loki"],
  ["docker.io/redis", "https://registry-1.docker.io", "library/redis"],
  ["ghcr.io/open-telemetry/a/b", "https://ghcr.io", "open-telemetry/a/b"],
  ["ghcr.io/a", "https://ghcr.io", "a"],
  ["registry.example.com:5000/a", "https://registry.example.com:5000", "a"],
  ["localhost:5000/a", "http://localhost:5000", "a"],
  ["127.0.0.1/a", "http://127.0.0.1", "a"],
  ["[::1]:5000/a", "http://[::1]:5000", "a"],
  ["localhost.example.com/a", "https://localhost.example.com", "a"],
])("%s is asked for at %s as %s", (repository, base, name) => {
  expect(addressOf(repository)).toEqual({ base, name });
});

test.each([
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:grafana/loki:pull,push"',
    {
      realm: "https://auth.docker.io/token",
      service: "registry.docker.io",
      scope: "repository:grafana/loki:pull,push",
    },
  ],
  ['Basic realm="a", bearer realm="https://b"', { realm: "https://b" }],
  ['Basic realm="a"', {}],
  ["", {}],
])("the challenge %s", (challenge, parameters) => {
  expect(challengeOf(new Headers(challenge === "" ? {} : { "www-authenticate": challenge }))).toEqual(parameters);
});
