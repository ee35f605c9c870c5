import { addressOf } from "../../../../cli/registry/address";
import { Repository } from "../../../../cli/registry";
import { eachWithRegistry, first, isItOne, loki, manifest, refusal, registry, tagList, url } from "./bench";
import { json, sha256 } from "./stand-in";

eachWithRegistry();

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
