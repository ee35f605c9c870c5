import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adopt, readObjects } from "../../../review/adopt";
import type { KubernetesObject } from "../../../review/manifests";
import { run } from "../../support/offline";

const object = (apiVersion: string, kind: string, name: string, namespace?: string): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: namespace === undefined ? { name } : { name, namespace },
});

const backends = "observability-dev";

test("what the stack has is imported below its components, and the rest is only told", async () => {
  const { resources } = await run("dev");
  const { file, ...told } = adopt(resources, [
    object("v1", "Namespace", backends),
    object("v1", "ConfigMap", "loki-config", backends),
    object("apps/v1", "DaemonSet", "obi", "obi-dev"),
    object("apps/v1", "DaemonSet", "obi", backends),
    object("rbac.authorization.k8s.io/v1", "ClusterRole", "mop-dev-obi"),
    object("v1", "ConfigMap", "loki-config", "elsewhere"),
  ]);
  expect(file).toEqual({
    nameTable: { cluster: "urn:pulumi:dev::mop::pulumi:providers:kubernetes::cluster" },
    resources: [
      { type: "mop:index:ObservabilityPlatform", name: "mop", component: true },
      { type: "mop:index:Loki", name: "mop-loki", component: true, parent: "mop" },
      { type: "mop:index:Obi", name: "mop-obi", component: true, parent: "mop" },
      {
        type: "kubernetes:core/v1:ConfigMap",
        name: "mop-loki-config",
        id: `${backends}/loki-config`,
        parent: "mop-loki",
        provider: "cluster",
      },
      {
        type: "kubernetes:apps/v1:DaemonSet",
        name: "mop-obi",
        id: "obi-dev/obi",
        parent: "mop-obi",
        provider: "cluster",
      },
      {
        type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
        name: "mop-obi-role",
        id: "mop-dev-obi",
        parent: "mop-obi",
        provider: "cluster",
      },
      {
        type: "kubernetes:core/v1:Namespace",
        name: "mop-backends",
        id: backends,
        parent: "mop",
        provider: "cluster",
      },
    ],
  });
  expect(told).toEqual({
    adopted: [
      "ClusterRole mop-dev-obi",
      `ConfigMap ${backends}/loki-config`,
      "DaemonSet obi-dev/obi",
      `Namespace ${backends}`,
    ],
    strangers: ["ConfigMap elsewhere/loki-config", `DaemonSet ${backends}/obi`],
    missing: 26,
  });
});

test("nothing in common is nothing to import", async () => {
  const { resources } = await run("dev");
  const { file, adopted, strangers, missing } = adopt(resources, [object("v1", "Pod", "loki-0", backends)]);
  expect(file.resources).toEqual([]);
  expect([adopted, strangers, missing]).toEqual([[], [`Pod ${backends}/loki-0`], 30]);
});

describe("what is read", () => {
  const folder = mkdtempSync(join(tmpdir(), "mop-adopt-"));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("every document of every file of a folder, and the members of a list", () => {
    write("a.yaml", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n");
    write("b.yml", "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n---\n# nothing\n");
    write("c.json", '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "c"}}');
    write("d.txt", "not read");
    expect(readObjects(folder).map(({ metadata }) => metadata.name)).toEqual(["a", "b", "c"]);
  });

  test.each([
    ["nothing.yaml", undefined, "There is no FILE. It should hold objects as kubectl get -o yaml prints them."],
    [
      "values.yaml",
      "replicas: 3\n",
      "FILE holds something that is no Kubernetes object: it has no kind, or no metadata.name.",
    ],
  ])("%s is refused", (name, text, message) => {
    const other = mkdtempSync(join(tmpdir(), "mop-adopt-"));
    const file = join(other, name);
    if (text !== undefined) writeFileSync(file, text);
    expect(() => readObjects(file)).toThrow(new Error(message.replace("FILE", file)));
    rmSync(other, { recursive: true });
  });

  test("YAML that is none is refused with the file's name", () => {
    const other = mkdtempSync(join(tmpdir(), "mop-adopt-"));
    const file = join(other, "broken.yaml");
    writeFileSync(file, "a: [1\n");
    expect(() => readObjects(file)).toThrow(`${file} is not valid YAML: `);
    rmSync(other, { recursive: true });
  });
});
