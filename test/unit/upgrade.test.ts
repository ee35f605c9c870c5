import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { checkout } from "../../lab/folders";
import { fixedOf } from "../../lab/provider/difference";
import { promised, type Released, releases } from "../support/released";

/**
 * From any earlier release to this one: an update must not replace an object, since what replaces a StatefulSet takes
 * its pods away, and what replaces a Service its address. Objects are those of the shipped stacks.
 */

/** Fields that a release changed all the same, each with its reason: "<stack>/<file> <field>". */
const wanted: Readonly<Record<string, string>> = {};

/** Objects that are there no longer, each with its reason. */
const gone: Readonly<Record<string, string>> = {};

const present = promised(join(checkout, "test", "golden"));
const released = readdirSync(releases).map((file): [string, Released] => [
  file.replace(".json", ""),
  JSON.parse(readFileSync(join(releases, file), "utf8")) as Released,
]);

const replaced = (before: Released, after: Released): string[] =>
  Object.entries(before).flatMap(([path, fields]) => {
    const now = after[path] ?? fields;
    return [...new Set([...Object.keys(fields), ...Object.keys(now)])]
      .filter((field) => !isDeepStrictEqual(fields[field], now[field]))
      .map((field) => `${path} ${field}`);
  });

test("there is a record of what was released", () => {
  expect(released.length).toBeGreaterThan(0);
  for (const [, before] of released) expect(Object.keys(before).length).toBeGreaterThan(30);
});

test.each(released)("from %s on, no object of a shipped stack is replaced, but where that is wanted", (_, before) => {
  expect(replaced(before, present).filter((place) => !(place in wanted))).toEqual([]);
  expect(Object.keys(before).filter((path) => !(path in present) && !(path in gone))).toEqual([]);
});

test("what is wanted has a reason, and did happen since some release", () => {
  const happened = released.flatMap(([, before]) => replaced(before, present));
  expect(Object.keys(wanted).filter((place) => !happened.includes(place))).toEqual([]);
  const missing = released.flatMap(([, before]) => Object.keys(before).filter((path) => !(path in present)));
  expect(Object.keys(gone).filter((path) => !missing.includes(path))).toEqual([]);
  expect([...Object.values(wanted), ...Object.values(gone)].filter((reason) => reason.trim() === "")).toEqual([]);
});

test("a field that is new, gone or another is told; an object that is new is not", () => {
  const before: Released = { a: { x: 1, y: [1], z: { k: 1 } }, b: { x: 1 } };
  const after: Released = { a: { x: 2, y: [1], w: 1 }, c: { x: 9 } };
  expect(replaced(before, after)).toEqual(["a x", "a z", "a w"]);
  expect(replaced(before, before)).toEqual([]);
});

test("of an object the fields are told that no update changes in place, as far as it has them", () => {
  expect(fixedOf({ kind: "Service", spec: { clusterIP: "None", ports: [] } })).toEqual({ "spec.clusterIP": "None" });
  expect(fixedOf({ kind: "Service", spec: { ports: [] } })).toEqual({});
  expect(fixedOf({ kind: "ConfigMap", data: {} })).toEqual({});
  expect(Object.keys(fixedOf({ kind: "StatefulSet", spec: { serviceName: "a", selector: {}, replicas: 1 } }))).toEqual([
    "spec.selector",
    "spec.serviceName",
  ]);
});
