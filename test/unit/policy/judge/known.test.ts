import * as proxies from "@pulumi/policy/proxy";
import { known, unknown } from "../../../../policy/judge/known";

/** What CrossGuard wraps inputs in, and its sentinels: not in its types. */
const { unknownCheckingProxy, ...others } = proxies as unknown as {
  unknownCheckingProxy: <T>(inputs: T) => T;
} & Record<string, unknown>;
const sentinels = Object.entries(others).filter(([name]) => /^unknown.+Value$/.test(name));
const { unknownStringValue: sentinel } = others;

const secret = (rest: object) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...rest });

test("there are sentinels of all types", () => {
  expect(sentinels.map(([name]) => name).sort()).toEqual(
    ["Archive", "Array", "Asset", "Boolean", "Number", "Object", "String"].map((type) => `unknown${type}Value`),
  );
});

test.each(sentinels)("%s is not known", (_, value) => {
  expect(known(value)).toBe(unknown);
  expect(known({ spec: { list: ["first", value], last: value } })).toEqual({
    spec: { list: ["first", unknown], last: unknown },
  });
});

test.each([
  "text",
  "",
  0,
  7.5,
  true,
  false,
  null,
  undefined,
  [],
  {},
  [[1], { a: [{}] }],
  { "app.kubernetes.io/name": "web", none: null, nothing: undefined },
  `a text with ${String(sentinel)} in it`,
])("plain data stays as it is: %j", (value) => {
  expect(known(value)).toEqual(value);
});

test("the inputs themselves are left alone", () => {
  const inputs = { list: [sentinel], secret: secret({ value: "word" }) };
  const before = structuredClone(inputs);
  known(inputs);
  expect(inputs).toEqual(before);
});

test.each([
  ["its plain value", { value: "word" }, "word"],
  ["its plain value, a tree with a secret", { value: { list: [secret({ value: 7 })] } }, { list: [7] }],
  ["its plain value, nothing", { value: null }, null],
  ["no value", {}, unknown],
  ["an encrypted value", { ciphertext: "AAABAMl2" }, unknown],
  ["a value that is not known", { value: sentinel }, unknown],
])("a secret with %s", (_, rest, expected) => {
  expect(known({ data: [secret(rest)] })).toEqual({ data: [expected] });
});

test("other special values are no secrets", () => {
  const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", value: "text" };
  expect(known(asset)).toEqual(asset);
});

test("a key like __proto__ is a key like any other", () => {
  const result = known(JSON.parse('{ "__proto__": { "privileged": true } }')) as object;
  expect(Object.keys(result)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  expect("privileged" in result).toBe(false);
});

test("a proxy that throws when an unknown value is read", () => {
  const inputs = {
    metadata: { name: sentinel, labels: { "app.kubernetes.io/name": "web" } },
    spec: { list: [{ port: 1 }, sentinel], password: secret({ value: "word" }), token: secret({}) },
  };
  const proxy = unknownCheckingProxy(inputs);
  expect(() => proxy.metadata.name).toThrow("string value at .metadata.name can't be known during preview");
  expect(known(proxy)).toEqual({
    metadata: { name: unknown, labels: { "app.kubernetes.io/name": "web" } },
    spec: { list: [{ port: 1 }, unknown], password: "word", token: unknown },
  });
  expect(known(proxy.spec)).toEqual({ list: [{ port: 1 }, unknown], password: "word", token: unknown });
});
