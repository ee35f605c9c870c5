import type { Block } from "../../../../components/alloy/syntax";
import { shippedRedaction, type Tree } from "../../../../settings";
import { settingsOf } from "../settings";
import { find, graph, identity } from "./blocks";
import { gateway } from "./stacks";

/** The statements of a stack with redaction as given, without the output. */
function statements(redaction: Tree): readonly Block[] {
  const found = find(gateway("dev", { redaction }), "otelcol.processor.transform redact");
  expect(found.blocks?.at(-1)?.block).toBe("output");
  return found.blocks?.slice(0, -1) ?? [];
}

/** Every place that is searched: signal, context, what is searched there, and whether that is a map. */
const places = [
  ["log", "resource", "resource.attributes", true],
  ["log", "log", "log.body.string", false],
  ["log", "log", "log.attributes", true],
  ["trace", "resource", "resource.attributes", true],
  ["trace", "span", "span.name", false],
  ["trace", "span", "span.status.message", false],
  ["trace", "span", "span.attributes", true],
  ["trace", "spanevent", "spanevent.attributes", true],
] as const;

/** How a pattern stands in a statement: as a string of OTTL, so a backslash becomes two. */
const replacing = (path: string, isMap: boolean, pattern: string) =>
  isMap
    ? `replace_all_patterns(${path}, "value", "${pattern}", "\${1}[redacted]\${2}")`
    : `replace_pattern(${path}, "${pattern}", "\${1}[redacted]\${2}")`;

const own = { customerNumber: '(customer=)"?C[0-9]{8}\\b' };
const ownInOttl = '(customer=)\\"?C[0-9]{8}\\\\b';

test("one pattern as OTTL reads it", () => {
  expect(replacing("log.body.string", false, ownInOttl)).toBe(
    String.raw`replace_pattern(log.body.string, "(customer=)\"?C[0-9]{8}\\b", "` + "${1}[redacted]${2}" + '")',
  );
});

/** `own` stands beside what is shipped. */
const shippedPatterns = Object.keys(shippedRedaction.patterns);
const shippedNames = Object.values(settingsOf("dev").redaction.attributes);

test.each(places)("%s, context %s: %s", (signal, context, path, isMap) => {
  const place = statements({ patterns: own, attributes: { key: "^x[.]key$", pin: "\\bpin" } }).filter(
    ({ block, attributes }) =>
      block === `${signal}_statements` &&
      (attributes?.statements as string[]).some((statement) => statement.includes(`(${path}, `)),
  );
  const quoted = (text: string) => text.replace(/[\\"]/g, "\\$&");
  const removing = (name: string) => `delete_matching_keys(${path}, "${name}")`;
  const removed = [...shippedNames.map((name) => removing(quoted(name))), removing("^x[.]key$"), removing("\\\\bpin")];
  const gated = Object.values(shippedRedaction.patterns).map(
    (pattern) => `${replacing(path, isMap, quoted(pattern))} where ${context}.cache["suspect"] == true`,
  );
  const signs = shippedRedaction.gate.map((sign) => `IsMatch(${context}.cache["lower"], "${quoted(sign)}")`);
  const quickLook = [
    `set(${context}.cache["lower"], ToLowerCase(${isMap ? `String(${path})` : path}))`,
    `set(${context}.cache["suspect"], true) where ${signs.join(" or ")}`,
  ];
  expect(place.map(({ attributes }) => attributes)).toEqual([
    ...(isMap ? [{ context, statements: removed }] : []),
    { context, statements: [...quickLook, ...gated] },
    { context, statements: [replacing(path, isMap, ownInOttl)] },
  ]);
  expect(gated.length).toBe(shippedPatterns.length);
});

test("no other place is searched", () => {
  const all = statements({ patterns: own });
  expect(all.map(({ block, attributes }) => `${block} ${attributes?.context as string}`)).toEqual(
    places.flatMap(([signal, context, , isMap]) =>
      Array<string>(isMap ? 3 : 2).fill(`${signal}_statements ${context}`),
    ),
  );
});

test("the quick look: every sign that a text may hold a secret", () => {
  const [name] = statements({}).filter(({ attributes }) => JSON.stringify(attributes).includes("span.name"));
  expect((name.attributes?.statements as string[]).slice(0, 2)).toEqual([
    'set(span.cache["lower"], ToLowerCase(span.name))',
    expect.stringMatching(
      /^set\(span\.cache\["suspect"\], true\) where IsMatch\(span\.cache\["lower"\], "-----begin"\) or /,
    ),
  ]);
});

test("a shipped pattern: after the quick look", () => {
  const [body] = statements({}).filter(({ attributes }) => JSON.stringify(attributes).includes("log.body.string"));
  expect((body.attributes?.statements as string[])[2 + shippedPatterns.indexOf("bearer")]).toBe(
    String.raw`replace_pattern(log.body.string, "(?i)\\b(bearer\\s+)[a-z0-9._~+/-]{20,}=*", "` +
      "${1}[redacted]${2}" +
      '") where log.cache["suspect"] == true',
  );
});

test("a shipped pattern that the user changes leaves the quick look, which knows nothing of it", () => {
  const bodies = statements({ patterns: { bearer: "(Bearer )x+" } }).filter(({ attributes }) =>
    JSON.stringify(attributes).includes("log.body.string"),
  );
  const gatedThen = bodies[0].attributes?.statements as string[];
  expect(gatedThen.length).toBe(2 + shippedPatterns.length - 1);
  expect(gatedThen.filter((statement) => statement.includes("\\\\b(bearer"))).toEqual([]);
  expect(bodies.slice(1).map(({ attributes }) => attributes)).toEqual([
    { context: "log", statements: ['replace_pattern(log.body.string, "(Bearer )x+", "${1}[redacted]${2}")'] },
  ]);
});

test("attributes are removed by every name that there is, and a shipped one may be replaced", () => {
  const removals = (attributes: Tree) =>
    statements({ attributes }).flatMap(({ attributes: held }) =>
      (held?.statements as string[]).filter((statement) => statement.startsWith("delete_matching_keys")),
    );
  expect(shippedNames.length).toBe(2);
  expect(removals({}).length).toBe(2 * 5);
  const replaced = removals({ headers: "^pin$" });
  expect(replaced.length).toBe(2 * 5);
  expect(replaced.filter((statement) => statement.includes("pin"))).toEqual(
    places.filter(([, , , isMap]) => isMap).map(([, , path]) => `delete_matching_keys(${path}, "^pin$")`),
  );
});

test("the distributed stack's own pattern is asked of every text", () => {
  const { blocks = [] } = find(gateway("distributed"), "otelcol.processor.transform redact");
  const asked = blocks.filter(({ attributes }) => JSON.stringify(attributes).includes("(customer=)C[0-9]{8}"));
  expect(asked.map(({ attributes }) => Object.keys(attributes ?? {}))).toEqual(
    places.map(() => ["context", "statements"]),
  );
});

test("switched off, it is no block and in nobody's way", () => {
  const blocks = gateway("dev", { redaction: { enabled: false } });
  expect(blocks.map(identity)).not.toContain("otelcol.processor.transform redact");
  expect(graph(blocks).filter((line) => line.startsWith("otelcol.processor.transform resource"))).toEqual([
    "otelcol.processor.transform resource metrics -> otelcol.exporter.otlphttp mimir",
    "otelcol.processor.transform resource logs -> otelcol.exporter.otlphttp loki",
    "otelcol.processor.transform resource traces -> otelcol.processor.filter noise",
  ]);
});
