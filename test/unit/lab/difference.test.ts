import { asLive, changes, isRenamed } from "../../../lab/provider/difference";

describe("changes", () => {
  const base = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "b" } };

  test("none between equal objects, whatever the order of their keys", () => {
    const other = { metadata: { namespace: "b", name: "a" }, kind: "ConfigMap", apiVersion: "v1" };
    expect(changes(base, other)).toEqual([]);
  });

  test("added, removed and updated fields, in the order of the fields", () => {
    const before = { ...base, spec: { gone: 1, kept: 2, other: "x" } };
    const after = { ...base, spec: { kept: 2, other: "y", fresh: { deep: true } } };
    expect(changes(before, after)).toEqual([
      { path: "spec.gone", kind: "delete", replaces: false },
      { path: "spec.other", kind: "update", replaces: false },
      { path: "spec.fresh", kind: "add", replaces: false },
    ]);
  });

  test("members of lists by their position", () => {
    const before = { ...base, spec: { list: ["a", { x: 1 }, "c"] } };
    const after = { ...base, spec: { list: ["a", { x: 2 }] } };
    expect(changes(before, after)).toEqual([
      { path: "spec.list[1].x", kind: "update", replaces: false },
      { path: "spec.list[2]", kind: "delete", replaces: false },
    ]);
    expect(changes(after, before)).toEqual([
      { path: "spec.list[1].x", kind: "update", replaces: false },
      { path: "spec.list[2]", kind: "add", replaces: false },
    ]);
  });

  test.each<[string, unknown, unknown]>([
    ["a map by a list", { a: 1 }, [1]],
    ["a list by a map", [1], { a: 1 }],
    ["a map by text", { a: 1 }, "a"],
    ["a number by the same number as text", 1, "1"],
    ["something by null", { a: 1 }, null],
    ["false by nothing said", false, null],
  ])("%s is one update", (_, before, after) => {
    expect(changes({ ...base, spec: before }, { ...base, spec: after })).toEqual([
      { path: "spec", kind: "update", replaces: false },
    ]);
  });

  test("keys that are no plain words stand in brackets", () => {
    const annotated = (value: string) => ({
      ...base,
      metadata: { ...base.metadata, annotations: { "checksum/config": value, "a.b": value, "plain-1_x": value } },
    });
    expect(changes(annotated("1"), annotated("2")).map(({ path }) => path)).toEqual([
      'metadata.annotations["checksum/config"]',
      'metadata.annotations["a.b"]',
      "metadata.annotations.plain-1_x",
    ]);
  });

  test.each([
    ["metadata.name", { metadata: { name: "z", namespace: "b" } }],
    ["metadata.namespace", { metadata: { name: "a", namespace: "z" } }],
  ])("%s is fixed in every kind", (path, change) => {
    expect(changes(base, { ...base, ...change })).toEqual([{ path, kind: "update", replaces: true }]);
  });

  test("a namespace that is added or taken away replaces as well", () => {
    const without = { ...base, metadata: { name: "a" } };
    expect(changes(without, base)).toEqual([{ path: "metadata.namespace", kind: "add", replaces: true }]);
    expect(changes(base, without)).toEqual([{ path: "metadata.namespace", kind: "delete", replaces: true }]);
  });

  test.each([
    ["StatefulSet", "spec.podManagementPolicy"],
    ["StatefulSet", "spec.revisionHistoryLimit"],
    ["StatefulSet", "spec.selector"],
    ["StatefulSet", "spec.serviceName"],
    ["StatefulSet", "spec.volumeClaimTemplates"],
    ["DaemonSet", "spec.selector"],
    ["Deployment", "spec.selector"],
    ["Job", "spec.completions"],
    ["Job", "spec.parallelism"],
    ["Job", "spec.selector"],
    ["Job", "spec.template"],
    ["Service", "spec.clusterIP"],
    ["ClusterRoleBinding", "roleRef"],
    ["RoleBinding", "roleRef"],
    ["Secret", "type"],
    ["Secret", "data"],
    ["Secret", "stringData"],
    ["StorageClass", "parameters"],
    ["StorageClass", "provisioner"],
  ])("%s: a change of %s, or of anything below it, replaces", (kind, field) => {
    const withField = (value: unknown) =>
      field.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
    const object = (value: unknown) => ({ ...base, kind, ...withField(value) });
    const found = (before: unknown, after: unknown) =>
      changes(object(before), object(after)).map(({ path, replaces }) => [path, replaces]);
    expect(found("a", "b")).toEqual([[field, true]]);
    expect(found({ x: 1 }, { x: 2 })).toEqual([[`${field}.x`, true]]);
    expect(found({ "x/y": 1 }, { "x/y": 2 })).toEqual([[`${field}["x/y"]`, true]]);
    expect(found([{ x: 1 }], [{ x: 2 }])).toEqual([[`${field}[0].x`, true]]);
  });

  test.each([
    ["ConfigMap", { data: { a: "1" } }, { data: { a: "2" } }],
    ["StatefulSet", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }],
    ["StatefulSet", { spec: { template: { x: 1 } } }, { spec: { template: { x: 2 } } }],
    ["StatefulSet", { spec: { selectorOther: 1 } }, { spec: { selectorOther: 2 } }],
    ["DaemonSet", { spec: { template: { x: 1 } } }, { spec: { template: { x: 2 } } }],
    ["Service", { spec: { clusterIPs: ["a"] } }, { spec: { clusterIPs: ["b"] } }],
    ["Service", { spec: { ports: [1] } }, { spec: { ports: [2] } }],
    ["ClusterRoleBinding", { subjects: ["a"] }, { subjects: ["b"] }],
    ["Namespace", { metadata: { labels: { a: "1" } } }, { metadata: { labels: { a: "2" } } }],
  ])("%s: %j to %j is done in place", (kind, before, after) => {
    const found = changes({ apiVersion: "v1", kind, ...before }, { apiVersion: "v1", kind, ...after });
    expect(found.map(({ replaces }) => replaces)).toEqual([false]);
  });
});

describe("the inputs as the cluster has them", () => {
  test("what others added is left out, at every depth", () => {
    const inputs = { metadata: { name: "a" }, spec: { replicas: 1 } };
    const live = {
      metadata: { name: "a", uid: "u", managedFields: [] },
      spec: { replicas: 1, revisionHistoryLimit: 10 },
      status: { readyReplicas: 1 },
    };
    expect(asLive(inputs, live)).toEqual(inputs);
  });

  test("what others changed has the live value", () => {
    expect(asLive({ spec: { replicas: 1, x: "a" } }, { spec: { replicas: 3, x: ["b"] } })).toEqual({
      spec: { replicas: 3, x: ["b"] },
    });
  });

  test("what others removed is not there", () => {
    const inputs = { metadata: { name: "a", labels: { x: "1", y: "2" } }, data: { k: "v" } };
    expect(asLive(inputs, { metadata: { name: "a", labels: { x: "1" } } })).toEqual({
      metadata: { name: "a", labels: { x: "1" } },
    });
  });

  test("empty maps and lists count as there, since the API server drops them", () => {
    const inputs = { spec: { nodeSelector: {}, tolerations: [], volumes: [{ emptyDir: {} }] } };
    expect(asLive(inputs, { spec: { volumes: [{ name: "x" }] } })).toEqual(inputs);
  });

  test("members of a list of the same length are taken one by one, with defaults of the server left out", () => {
    const inputs = { ports: [{ port: 1 }, { port: 2 }] };
    expect(
      asLive(inputs, {
        ports: [
          { port: 1, protocol: "TCP" },
          { port: 9, protocol: "TCP" },
        ],
      }),
    ).toEqual({
      ports: [{ port: 1 }, { port: 9 }],
    });
  });

  test("a list of another length is shown as it is", () => {
    expect(asLive({ ports: [{ port: 1 }] }, { ports: [{ port: 1, name: "a" }, { port: 2 }] })).toEqual({
      ports: [{ port: 1, name: "a" }, { port: 2 }],
    });
  });

  test("an object that is gone altogether", () => {
    expect(asLive({ metadata: { name: "a" } }, undefined)).toBe(undefined);
  });

  test("compared with the inputs it shows what to put right", () => {
    const inputs = { kind: "ConfigMap", metadata: { name: "a", labels: { x: "1" } }, data: { k: "v", l: "w" } };
    const live = { kind: "ConfigMap", metadata: { name: "a", uid: "u", labels: { x: "2" } }, data: { k: "v" } };
    expect(changes(asLive(inputs, live) as object, inputs)).toEqual([
      { path: "metadata.labels.x", kind: "update", replaces: false },
      { path: "data.l", kind: "add", replaces: false },
    ]);
  });
});

describe("a ConfigMap", () => {
  const configMap = (text: string) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "a", namespace: "b" },
    data: { "x.yaml": text },
  });

  test.each([
    [true, false],
    [false, true],
  ])("with enableConfigMapMutable %s: is replaced %s", (mutable, replaces) => {
    expect(changes(configMap("1"), configMap("2"), mutable)).toEqual([
      { path: 'data["x.yaml"]', kind: "update", replaces },
    ]);
  });

  test("of another name may stand beside the old one", () => {
    const renamed = { ...configMap("1"), metadata: { name: "c", namespace: "b" } };
    expect(isRenamed(changes(configMap("1"), renamed))).toBe(true);
    expect(isRenamed(changes(configMap("1"), configMap("2")))).toBe(false);
  });
});
