import { challengeOf } from "../../../../cli/registry/token";
import { eachWithRegistry, first, isItOne, loki, manifest, refusal, registry, tagList, url } from "./bench";
import { json, type Reply, sha256 } from "./stand-in";

eachWithRegistry();

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
