import { isTree, merge, type Tree, valueAt } from "../../../settings";
import { leaves, without } from "../../../settings/tree";

const json = (text: string) => JSON.parse(text) as Tree;

test("a map is a tree; a list, null and single values are not", () => {
  expect([{}, { a: 1 }, [], [1], null, undefined, "a", 1, true].map(isTree)).toEqual([
    true,
    true,
    ...Array.from({ length: 7 }, () => false),
  ]);
});

describe("merge", () => {
  test("nothing gives an empty map", () => {
    expect(merge()).toEqual({});
  });

  test("maps merge key by key, and the later layer wins", () => {
    expect(merge({ a: { b: 1, c: 2 }, d: 3 }, { a: { c: 4, e: 5 } }, { d: 6 })).toEqual({
      a: { b: 1, c: 4, e: 5 },
      d: 6,
    });
  });

  test("lists replace", () => {
    expect(merge({ a: [1, 2, 3] }, { a: [4] })).toEqual({ a: [4] });
  });

  test("a map replaces a single value, and a single value a map", () => {
    expect(merge({ a: 1, b: { c: 2 } }, { a: { d: 3 }, b: 4 })).toEqual({ a: { d: 3 }, b: 4 });
  });

  test("null and false replace", () => {
    expect(merge({ a: 1, b: true }, { a: null, b: false })).toEqual({ a: null, b: false });
  });

  test("the layers stay as they were", () => {
    const layers = [{ a: { b: 1 } }, { a: { c: 2 } }];
    merge(...layers);
    expect(layers).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
  });

  test("__proto__ and constructor are keys like any other", () => {
    const merged = merge(
      json('{"__proto__": {"a": 1}, "constructor": {"b": 2}}'),
      json('{"__proto__": {"c": 3}, "constructor": {"d": 4}}'),
    );
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1,"c":3},"constructor":{"b":2,"d":4}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("valueAt", () => {
  const tree = { a: { b: [{ c: 1 }, 2], d: null }, "e.f": "" };

  test.each([
    [["a", "b", 0, "c"], 1],
    [["a", "b", 1], 2],
    [["a", "d"], null],
    [["e.f"], ""],
    [[], tree],
    [["a", "b", 2], undefined],
    [["a", "d", "e"], undefined],
    [["a", "b", 1, "c"], undefined],
    [["e.f", "length"], undefined],
    [["toString"], undefined],
    [["__proto__"], undefined],
    [["constructor", "name"], undefined],
  ])("%j", (path, expected) => {
    expect(valueAt(tree, path)).toBe(expected);
  });

  test("what is no map has nothing in it", () => {
    expect([null, undefined, 1, "text"].map((value) => valueAt(value, ["length"]))).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});

describe("without", () => {
  test.each([
    [["a"], { d: 3 }],
    [["a", "b"], { a: { c: [1, 2] }, d: 3 }],
    [["a", "c"], { a: { b: {} }, d: 3 }],
    [["a", "c", 0], { a: { b: {} }, d: 3 }],
    [["a", "b", "x"], { a: { b: {}, c: [1, 2] }, d: 3 }],
    [["x"], { a: { b: {}, c: [1, 2] }, d: 3 }],
    [["toString"], { a: { b: {}, c: [1, 2] }, d: 3 }],
    [["d", "x"], { a: { b: {}, c: [1, 2] } }],
    [[], { a: { b: {}, c: [1, 2] }, d: 3 }],
  ])("%j", (path, expected) => {
    const tree = { a: { b: {}, c: [1, 2] }, d: 3 };
    expect(without(tree, path)).toEqual(expected);
    expect(tree).toEqual({ a: { b: {}, c: [1, 2] }, d: 3 });
  });

  test("__proto__ is a key like any other", () => {
    const tree = json('{"__proto__": {"a": 1, "b": 2}, "c": 3}');
    expect(JSON.stringify(without(tree, ["__proto__", "a"]))).toBe('{"c":3,"__proto__":{"b":2}}');
    expect(JSON.stringify(without(tree, ["__proto__"]))).toBe('{"c":3}');
  });
});

describe("leaves", () => {
  test("single values, empty maps and empty lists, each with its path", () => {
    expect(leaves({ a: { b: 1, c: { d: "x" } }, e: [1, { f: 2 }], g: {}, h: [], i: [[null]] })).toEqual([
      { path: ["a", "b"], value: 1 },
      { path: ["a", "c", "d"], value: "x" },
      { path: ["e", 0], value: 1 },
      { path: ["e", 1, "f"], value: 2 },
      { path: ["g"], value: {} },
      { path: ["h"], value: [] },
      { path: ["i", 0, 0], value: null },
    ]);
  });

  test("a single value is its own leaf", () => {
    expect(leaves("x", ["a"])).toEqual([{ path: ["a"], value: "x" }]);
    expect(leaves({})).toEqual([{ path: [], value: {} }]);
  });
});
