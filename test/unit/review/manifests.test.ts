import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KubernetesObject, manifests, manifestText, writeManifests } from "../../../review/manifests";
import type { Registered } from "../../../review/offline";
import { objects } from "../../support/offline";

const registered = (type: string, inputs: Registered["inputs"]): Registered => ({
  type,
  name: "n",
  urn: "urn",
  parent: "",
  dependencies: [],
  protect: false,
  custom: true,
  inputs,
});

const configMap = (name: string, namespace?: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: namespace === undefined ? { name } : { name, namespace },
});

test("Kubernetes objects only, by namespace, kind and name, in the order of their files", () => {
  const resources = [
    registered("kubernetes:core/v1:ConfigMap", configMap("b", "z")),
    registered("pulumi:providers:kubernetes", { context: "c" }),
    registered("kubernetes:core/v1:ConfigMap", configMap("b-c", "a")),
    registered("mop:index:Tempo", {}),
    registered("kubernetes:core/v1:ConfigMap", configMap("b", "a")),
    registered("kubernetes:core/v1:Namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } }),
  ];
  expect([...manifests(resources)]).toEqual([
    ["_cluster/Namespace-a.yaml", { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } }],
    ["a/ConfigMap-b-c.yaml", configMap("b-c", "a")],
    ["a/ConfigMap-b.yaml", configMap("b", "a")],
    ["z/ConfigMap-b.yaml", configMap("b", "z")],
  ]);
});

test("the files of dev", async () => {
  const backend = (name: string) =>
    [`ConfigMap-${name}-config`, `Service-${name}-headless`, `Service-${name}`, `ServiceAccount-${name}`].concat(
      `StatefulSet-${name}`,
    );
  const expected = [
    ...["alloy", "obi"].flatMap((name) => [
      `_cluster/ClusterRole-mop-dev-${name}`,
      `_cluster/ClusterRoleBinding-mop-dev-${name}`,
    ]),
    "_cluster/Namespace-obi-dev",
    "_cluster/Namespace-observability-dev",
    ...["ConfigMap-obi-config", "DaemonSet-obi", "ServiceAccount-obi"].map((name) => `obi-dev/${name}`),
    ...["alloy", "loki", "mimir", "tempo"].flatMap(backend).map((name) => `observability-dev/${name}`),
    "observability-dev/Service-otlp",
  ].map((path) => `${path}.yaml`);
  expect([...(await objects("dev")).keys()]).toEqual(expected.sort());
});

const mark = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [mark]: "1b47061264138c4ac30d75fd1eb44270", value });

test("a secret is shown as such wherever it is, and its neighbours as they are", () => {
  const inputs = {
    ...configMap("a", "b"),
    data: { open: "x", closed: secret("hush") },
    list: [1, secret({ deep: "hush" }), { inner: secret("hush") }, null],
  };
  expect([...manifests([registered("kubernetes:core/v1:ConfigMap", inputs)]).values()]).toEqual([
    {
      ...configMap("a", "b"),
      data: { open: "x", closed: "<secret>" },
      list: [1, "<secret>", { inner: "<secret>" }, null],
    },
  ]);
});

test("the text has sorted keys at every depth, lists in their order, and no folded lines", () => {
  const long = "word ".repeat(40).trim();
  const object = {
    kind: "ConfigMap",
    apiVersion: "v1",
    metadata: { name: "a" },
    data: { b: long, a: ["z", "y"], c: "1\n2\n" },
  };
  expect(manifestText(object)).toBe(
    [
      "apiVersion: v1",
      "data:",
      "  a:",
      "    - z",
      "    - y",
      `  b: ${long}`,
      "  c: |",
      "    1",
      "    2",
      "kind: ConfigMap",
      "metadata:",
      "  name: a",
      "",
    ].join("\n"),
  );
});

test("an object that is used twice is written twice, not by reference", () => {
  const shared = { x: "1" };
  const object = { ...configMap("a"), metadata: { name: "a", labels: shared, annotations: shared } };
  expect(manifestText(object)).toBe(
    [
      "apiVersion: v1",
      "kind: ConfigMap",
      "metadata:",
      "  annotations:",
      '    x: "1"',
      "  labels:",
      '    x: "1"',
      "  name: a",
      "",
    ].join("\n"),
  );
});

test("two runs give the same bytes", async () => {
  const texts = async () => [...(await objects("production"))].map(([path, object]) => [path, manifestText(object)]);
  expect(await texts()).toEqual(await texts());
});

test("keys in another order give the same bytes", () => {
  const one = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "b" } };
  const other = { metadata: { namespace: "b", name: "a" }, kind: "ConfigMap", apiVersion: "v1" };
  expect(manifestText(one)).toBe(manifestText(other));
});

describe("writing into a folder", () => {
  const parent = mkdtempSync(join(tmpdir(), "manifests-"));
  const folder = join(parent, "rendered", "dev");
  afterAll(() => rmSync(parent, { recursive: true }));

  const written = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort();

  test("one file for each object, its text as it is", () => {
    const files = new Map([
      ["a/ConfigMap-x.yaml", configMap("x", "a")],
      ["_cluster/ConfigMap-y.yaml", configMap("y")],
    ]);
    writeManifests(folder, files);
    expect(written()).toEqual(["_cluster/ConfigMap-y.yaml", "a/ConfigMap-x.yaml"]);
    expect(readFileSync(join(folder, "a", "ConfigMap-x.yaml"), "utf8")).toBe(manifestText(configMap("x", "a")));
  });

  test("what an earlier run left is gone, and nothing beside the folder is touched", () => {
    mkdirSync(join(folder, "old"), { recursive: true });
    writeFileSync(join(folder, "old", "ConfigMap-z.yaml"), "z");
    writeFileSync(join(parent, "rendered", "beside"), "mine");
    writeManifests(folder, new Map([["b/ConfigMap-x.yaml", configMap("x", "b")]]));
    expect(written()).toEqual(["b/ConfigMap-x.yaml"]);
    expect(readdirSync(folder)).toEqual(["b"]);
    expect(readFileSync(join(parent, "rendered", "beside"), "utf8")).toBe("mine");
  });
});
