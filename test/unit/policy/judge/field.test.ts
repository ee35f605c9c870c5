import { Field } from "../../../../policy/judge/field";
import { unknown } from "../../../../policy/judge/known";

/** All that a field answers, and what was noted on the way. */
function answers(value: unknown) {
  const unknowns = new Set<string>();
  const field = Field.root({ spec: value }, unknowns).at("spec");
  const { isKnown, isAbsent, isEmpty, text, number, scalar, isObject, items, texts, entries } = field;
  return {
    ...{ isKnown, isAbsent, isEmpty, text, number, scalar, isObject, texts },
    items: items.map(({ path }) => path),
    entries: entries.map(([key, { path }]) => [key, path]),
    unknowns: [...unknowns],
  };
}

const nothing = {
  ...{ isKnown: true, isAbsent: false, isEmpty: false, isObject: false },
  ...{ text: undefined, number: undefined, scalar: undefined, texts: [], items: [], entries: [], unknowns: [] },
};

test.each<[string, unknown, object]>([
  ["undefined", undefined, { isAbsent: true, isEmpty: true }],
  ["null", null, { isAbsent: true, isEmpty: true }],
  ["a text", "web", { text: "web", scalar: "web" }],
  ["an empty text", "", { text: "", scalar: "" }],
  ["a number", 0.5, { number: 0.5, scalar: "0.5" }],
  ["zero", 0, { number: 0, scalar: "0" }],
  ["true", true, {}],
  ["false", false, {}],
  ["an empty list", [], { isEmpty: true }],
  ["a list", ["a", 1, null, "b"], { texts: ["a", "b"], items: [0, 1, 2, 3].map((n) => `spec[${n}]`) }],
  ["an empty object", {}, { isObject: true, isEmpty: true }],
  [
    "an object",
    { a: 1, "b/c": null },
    {
      isObject: true,
      entries: [
        ["a", "spec.a"],
        ["b/c", 'spec["b/c"]'],
      ],
    },
  ],
  ["what is not known", unknown, { isKnown: false, unknowns: ["spec"] }],
])("%s", (_, value, expected) => {
  expect(answers(value)).toEqual({ ...nothing, ...expected });
});

test.each<[string | number | boolean, unknown, boolean]>([
  ["web", "web", true],
  ["web", "Web", false],
  ["", undefined, false],
  ["", null, false],
  [1, 1, true],
  [1, "1", false],
  [1, true, false],
  [0, null, false],
  [0, false, false],
  [true, true, true],
  [true, "true", false],
  [false, undefined, false],
  ["a", ["a"], false],
])("is(%j) of %j is %s", (one, value, expected) => {
  expect(Field.root(value).is(one)).toBe(expected);
});

test.each<[string, (field: Field) => unknown]>([
  ["isKnown", (field) => field.isKnown],
  ["isAbsent", (field) => field.isAbsent],
  ["isEmpty", (field) => field.isEmpty],
  ["text", (field) => field.text],
  ["number", (field) => field.number],
  ["scalar", (field) => field.scalar],
  ["is", (field) => field.is("web")],
  ["isObject", (field) => field.isObject],
  ["items", (field) => field.items],
  ["texts", (field) => field.texts],
  ["entries", (field) => field.entries],
  ["everything", (field) => [...field.everything()]],
])("%s notes a value that is not known, and no other", (_, read) => {
  const unknowns = new Set<string>();
  const root = Field.root({ a: unknown, b: [{ c: 1, "d.e/f": unknown }], g: unknown }, unknowns);
  read(root.at("b").items[0].at("c"));
  read(root.at("nothing", "there"));
  root.at("g");
  expect([...unknowns]).toEqual([]);
  read(root.at("a"));
  read(root.at("b").items[0].at("d.e/f"));
  expect([...unknowns]).toEqual(["a", 'b[0]["d.e/f"]']);
});

test("what is below a value that is not known is not known, and noted as that value", () => {
  const unknowns = new Set<string>();
  const field = Field.root({ spec: { template: unknown } }, unknowns).at("spec", "template", "spec", "containers");
  expect(field.path).toBe("spec.template");
  expect(field.isAbsent).toBe(false);
  expect([...unknowns]).toEqual(["spec.template"]);
});

test("one value that is not known leaves its neighbours readable", () => {
  const unknowns = new Set<string>();
  const list = Field.root(["a", unknown, "c"], unknowns);
  expect(list.texts).toEqual(["a", "c"]);
  expect([...unknowns]).toEqual(["[1]"]);
});

test("a root that is not known", () => {
  const unknowns = new Set<string>();
  expect(Field.root(unknown, unknowns).at("spec").isKnown).toBe(false);
  expect([...unknowns]).toEqual([""]);
});

test.each([
  [[], ""],
  [["spec"], "spec"],
  [["spec", "hostPID"], "spec.hostPID"],
  [["limits", "ephemeral-storage"], "limits.ephemeral-storage"],
  [["_under", "a_1"], "_under.a_1"],
  [["labels", "app.kubernetes.io/name"], 'labels["app.kubernetes.io/name"]'],
  [["data", "config.yaml", "a b"], 'data["config.yaml"]["a b"]'],
  [["data", "1st"], 'data["1st"]'],
  [["data", ""], 'data[""]'],
  [["a/b"], '["a/b"]'],
])("the path of %j is %s", (keys, path) => {
  expect(Field.root({}).at(...keys).path).toBe(path);
});

test("the path of an item's member", () => {
  const [, second] = Field.root({ spec: { containers: [{}, { env: [{ name: "A" }] }] } }).at(
    "spec",
    "containers",
  ).items;
  expect(second.at("env").items[0].at("name").path).toBe("spec.containers[1].env[0].name");
});

test.each([
  [["min_version"], "min_version"],
  [["tls", "min-version"], "min-version"],
  [["tls", "min/version"], "min/version"],
])("the key of %j is %s", (keys, key) => {
  expect(Field.root({}).at(...keys).key).toBe(key);
});

test("everything there is, each before what is below it", () => {
  const root = Field.root({ a: [1, { b: "c" }], "d.e": { f: null }, g: unknown });
  expect([...root.everything()].map(({ path }) => path)).toEqual([
    ...["", "a", "a[0]", "a[1]", "a[1].b"],
    ...['["d.e"]', '["d.e"].f', "g"],
  ]);
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "prototype"])(
  "%s is there only where it was written",
  (key) => {
    for (const value of [{}, [], "text", 7, true, null, undefined]) {
      expect(Field.root(value).at(key).isAbsent).toBe(true);
      expect(Field.root(value).at(key, "name").isAbsent).toBe(true);
    }
    const written = Field.root(JSON.parse(`{ "${key}": { "name": "web" } }`));
    expect(written.at(key, "name").text).toBe("web");
    expect(written.entries.map(([one]) => one)).toEqual([key]);
  },
);

test("what is below a text, a number or a list is nothing", () => {
  for (const value of ["text", 7, true, ["a"], null]) expect(Field.root(value).at("a", "b").isAbsent).toBe(true);
});
