import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lineOf, isRelease } from "../../../cli/images/releases";
import { checkout } from "../../../lab/folders";
import { type Image, imageReference, images, referenceOf } from "../../../settings";

const digest = `sha256:${"0a".repeat(32)}`;
const loki: Image = { repository: "docker.io/grafana/loki", version: "3.7.8", digest };

test("the file holds nothing but what is known of each image, as prettier and --resolve write it", () => {
  const file = readFileSync(join(checkout, "settings", "images.json"), "utf8");
  expect(file).toBe(`${JSON.stringify(images, null, 2)}\n`);
  expect(Object.keys(images)).toEqual(["obi", "alloy", "tempo", "mimir", "loki"]);
});

test.each(Object.entries(images))("%s is of a released version, and its vendor's words are whole", (_, image) => {
  const { repository, version, digest, support, ...others } = image;
  expect(others).toEqual({});
  expect(repository).toMatch(/^docker\.io\/[a-z]+\/[a-z-]+$/);
  expect(isRelease(version)).toBe(true);
  expect(digest ?? loki.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(support?.source ?? "https://").toMatch(/^https:\/\//);
  const dates = support?.patchedUntil ?? { [lineOf(version)]: "2026-01-01" };
  expect(Object.keys(dates)).toContain(lineOf(version));
  for (const date of Object.values(dates)) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
});

test("a reference has the digest where it is known and the version is its own", () => {
  expect(referenceOf(loki)).toBe(`docker.io/grafana/loki:3.7.8@${digest}`);
  expect(referenceOf(loki, "3.7.9")).toBe("docker.io/grafana/loki:3.7.9");
  expect(referenceOf({ ...loki, digest: null })).toBe("docker.io/grafana/loki:3.7.8");
});

test("a mirror takes the place of the registry's host alone", () => {
  const mirror = "registry.example.com:5000/mirror";
  expect(referenceOf(loki, "3.7.8", mirror)).toBe(`${mirror}/grafana/loki:3.7.8@${digest}`);
  expect(imageReference("loki", "3.7.1", mirror)).toBe(`${mirror}/grafana/loki:3.7.1`);
});

test("a stack's image is found by its name", () => {
  expect(imageReference("obi", "v0.1.0")).toBe("docker.io/otel/ebpf-instrument:v0.1.0");
});
