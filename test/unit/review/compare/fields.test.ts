import fc from "fast-check";
import { applied, type FieldChange, fieldChanges, pathText } from "../../../../review/compare";
import { isTree } from "../../../../settings";
import { objects } from "../../../support/offline";

/** "path: before -> after", and what is within a text indented below it. */
const lines = (changes: readonly FieldChange[], indent = ""): string[] =>
  changes.flatMap(({ path, kind, before, after, inside }) => [
    `${indent}${pathText(path)}${kind === "order" ? " order" : ""}: ${inside ? "text" : `${JSON.stringify(before)} -> ${JSON.stringify(after)}`}`,
    ...lines(inside ?? [], `${indent}  `),
  ]);
const differ = (before: unknown, after: unknown): string[] => lines(fieldChanges(before, after));

const container = (name: string, image: string, more: object = {}) => ({ name, image, ...more });

test("items of a list are told apart by their key, wherever they stand", () => {
  const before = { containers: [container("a", "x:1"), container("b", "y:1")] };
  const after = { containers: [container("new", "z:1"), container("b", "y:2"), container("a", "x:1")] };
  expect(differ(before, after)).toEqual([
    'containers[b].image: "y:1" -> "y:2"',
    'containers[new]: undefined -> {"name":"new","image":"z:1"}',
    'containers order: ["a","b"] -> ["new","b","a"]',
  ]);
});

test.each([
  ["env", [{ name: "A", value: "1" }], [{ name: "A", value: "2" }], ['env[A].value: "1" -> "2"']],
  [
    "volumeMounts",
    [{ name: "x", mountPath: "/a" }],
    [
      { name: "x", mountPath: "/a", readOnly: true },
      { name: "x", mountPath: "/b" },
    ],
    ["volumeMounts[/a].readOnly: undefined -> true", 'volumeMounts[/b]: undefined -> {"name":"x","mountPath":"/b"}'],
  ],
  [
    "ports",
    [{ port: 53, protocol: "UDP" }],
    [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
    ['ports[53/TCP]: undefined -> {"port":53,"protocol":"TCP"}'],
  ],
  [
    "rules",
    [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
    [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }],
    ['rules[core/pods].verbs: ["get"] -> ["get","list"]'],
  ],
  [
    "ingress",
    [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 1 }] }],
    [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 2 }] }],
    [
      'ingress[ipBlock:cidr:10.0.0.0/8].ports[1]: {"port":1} -> undefined',
      'ingress[ipBlock:cidr:10.0.0.0/8].ports[2]: undefined -> {"port":2}',
    ],
  ],
  ["args", ["-a"], ["-a", "-b"], ['args: ["-a"] -> ["-a","-b"]']],
  [
    "twice the same key",
    [{ name: "a" }, { name: "a" }],
    [{ name: "a" }, { name: "b" }],
    ['["twice the same key"][1].name: "a" -> "b"'],
  ],
])("%s", (list, before, after, expected) => {
  expect(differ({ [list]: before }, { [list]: after })).toEqual(expected);
});

test("a configuration file is compared by what it says", () => {
  const yaml = (level: string) => ({ data: { "loki.yaml": `server:\n  log_level: ${level}\ntarget: all\n` } });
  expect(differ(yaml("info"), yaml("warn"))).toEqual([
    'data["loki.yaml"]: text',
    '  server.log_level: "info" -> "warn"',
  ]);
  const alloy = (url: string, extra = "") => ({
    data: { "config.alloy": `prometheus.remote_write "m" {\n  endpoint {\n    url = "${url}"\n  }\n}\n${extra}` },
  });
  expect(differ(alloy("https://a"), alloy("https://b", 'loki.write "l" { }\n'))).toEqual([
    'data["config.alloy"]: text',
    '  ["prometheus.remote_write "m""].endpoint.url: "\\"https://a\\"" -> "\\"https://b\\""',
    '  ["loki.write "l""]: undefined -> {}',
  ]);
});

test("where only the looks of a file change, or it cannot be read, the text itself is told", () => {
  const file = (text: string) => ({ data: { "a.yaml": text } });
  expect(differ(file("a: 1\n"), file("a:  1\n"))).toEqual(['data["a.yaml"]: "a: 1\\n" -> "a:  1\\n"']);
  expect(differ(file("a: 1\n"), file("a: [\n"))).toEqual(['data["a.yaml"]: "a: 1\\n" -> "a: [\\n"']);
});

const json = fc.jsonValue({ maxDepth: 4 });
const item = fc.record({ name: fc.constantFrom("a", "b", "c", "d"), value: json });
const object = fc.dictionary(
  fc.constantFrom("env", "rules", "ports", "volumeMounts", "data", "x", "__proto__"),
  fc.oneof(json, fc.array(item, { maxLength: 4 }), fc.array(json, { maxLength: 3 })),
);

/** Another value of the same content. */
const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy);
  return isTree(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one)])) : value;
};

test("of a value and itself nothing differs", () => {
  fc.assert(
    fc.property(object, (one) => {
      expect(fieldChanges(copy(one), copy(one))).toEqual([]);
    }),
  );
});

test("what differs makes of the one the other", () => {
  fc.assert(
    fc.property(object, object, (before, after) => {
      expect(applied(before, fieldChanges(before, after))).toEqual(after);
    }),
    { numRuns: 2_000 },
  );
});

test("what differs between two stacks makes of each object of the one that of the other", async () => {
  const [before, after] = [await objects("production"), await objects("distributed")];
  let compared = 0;
  for (const [path, one] of before) {
    const other = after.get(path);
    if (!other) continue;
    compared++;
    expect(applied(one, fieldChanges(one, other))).toEqual(other);
  }
  expect(compared).toBeGreaterThan(20);
});
