import { alloyText, type Block, ref, type Value } from "../../../../components/alloy/syntax";

const text = (...lines: string[]): string => `${lines.join("\n")}\n`;

/** The text of a value, as the one attribute of a block. */
const valueText = (value: Value): string =>
  alloyText([{ block: "b", attributes: { v: value } }]).slice("b {\n\tv = ".length, -"\n}\n".length);

test("equal signs stand below each other", () => {
  const block: Block = {
    block: "logging",
    attributes: { level: "info", write_to: [ref("loki.write.x.receiver")], a: 1 },
  };
  expect(alloyText([block])).toBe(
    text("logging {", '\tlevel    = "info"', "\twrite_to = [loki.write.x.receiver]", "\ta        = 1", "}"),
  );
});

test("a value of several lines ends an alignment", () => {
  const attributes = { a: 1, labels: { x: "1", long: "2" }, another_one: true, b: false };
  expect(alloyText([{ block: "b", label: "l", attributes }])).toBe(
    text(
      'b "l" {',
      "\ta      = 1",
      "\tlabels = {",
      '\t\tx    = "1",',
      '\t\tlong = "2",',
      "\t}",
      "\tanother_one = true",
      "\tb           = false",
      "}",
    ),
  );
});

test("blocks are set apart by blank lines, attributes come before inner blocks", () => {
  const blocks: Block[] = [
    {
      block: "a.b",
      label: "x",
      attributes: { v: 1 },
      blocks: [{ block: "c", blocks: [{ block: "d", attributes: { w: 2 } }] }, { block: "e" }],
    },
    { block: "f" },
  ];
  expect(alloyText(blocks)).toBe(
    text(
      'a.b "x" {',
      "\tv = 1",
      "",
      "\tc {",
      "\t\td {",
      "\t\t\tw = 2",
      "\t\t}",
      "\t}",
      "",
      "\te { }",
      "}",
      "",
      "f { }",
    ),
  );
});

test.each<[string, Block]>([
  ["no parts", { block: "b", label: "l" }],
  ["parts that are empty", { block: "b", label: "l", attributes: {}, blocks: [] }],
])("an empty block, %s", (_, block) => {
  expect(alloyText([block])).toBe('b "l" { }\n');
});

test("an empty label is a label", () => {
  expect(alloyText([{ block: "b", label: "" }])).toBe('b "" { }\n');
});

test("a list stays on a line of up to 100 characters", () => {
  const fits = ["x".repeat(96)];
  expect(valueText(fits)).toBe(`["${"x".repeat(96)}"]`);
});

test("a longer list has a line for each member", () => {
  const long = ["x".repeat(97), "y"];
  expect(valueText(long)).toBe(`[\n\t\t"${"x".repeat(97)}",\n\t\t"y",\n\t]`);
});

test("a list with maps has a line for each member, however short", () => {
  expect(valueText([{ a: 1 }, { bc: [], d: {} }])).toBe(
    ["[", "\t\t{", "\t\t\ta = 1,", "\t\t},", "\t\t{", "\t\t\tbc = [],", "\t\t\td  = {},", "\t\t},", "\t]"].join("\n"),
  );
});

test("a map's names are quoted where they are no identifiers", () => {
  expect(valueText({ plain_1: 1, "a.b": 2, "1st": 3, "": 4, 'q"': 5 })).toBe(
    [
      "{",
      "\t\tplain_1 = 1,",
      '\t\t"a.b"   = 2,',
      '\t\t"1st"   = 3,',
      '\t\t""      = 4,',
      '\t\t"q\\""   = 5,',
      "\t}",
    ].join("\n"),
  );
});

test.each<[string, Value, string]>([
  ["text", "plain", '"plain"'],
  ["empty text", "", '""'],
  ["quotes", 'say "hi"', '"say \\"hi\\""'],
  ["a backslash", "C:\\n", '"C:\\\\n"'],
  ["a newline", "a\nb", '"a\\nb"'],
  ["a carriage return and a tab", "a\r\tb", '"a\\r\\tb"'],
  ["control characters", "\u0000\u0007\u001b", '"\\u0000\\u0007\\u001b"'],
  ["braces and comments", "} // /* {", '"} // /* {"'],
  ["letters beyond ASCII", "größe 🦊", '"größe 🦊"'],
  ["half a surrogate pair", "a\ud800b", '"a\ufffdb"'],
  ["the other half", "\udfff", '"\ufffd"'],
  ["what looks like a reference", "otelcol.exporter.otlp.tempo.input", '"otelcol.exporter.otlp.tempo.input"'],
  ["a reference", ref("otelcol.exporter.otlp.tempo.input"), "otelcol.exporter.otlp.tempo.input"],
  ["a map with a name beside $ref", { $ref: "a.b", c: 1 }, '{\n\t\t"$ref" = "a.b",\n\t\tc      = 1,\n\t}'],
  ["a whole number", 268_435_456, "268435456"],
  ["zero", 0, "0"],
  ["a negative number", -5, "-5"],
  ["a fraction", 0.25, "0.25"],
  ["true", true, "true"],
  ["false", false, "false"],
  ["null", null, "null"],
  ["an empty list", [], "[]"],
  ["an empty map", {}, "{}"],
  ["a list of lists", [[1, 2], ["a"]], '[[1, 2], ["a"]]'],
])("%s", (_, value, expected) => {
  expect(valueText(value)).toBe(expected);
});

test("words of the language are quoted as keys of a map", () => {
  expect(alloyText([{ block: "b", attributes: { m: { true: 1, null: 2, other: 3 } } }])).toBe(
    'b {\n\tm = {\n\t\t"true" = 1,\n\t\t"null" = 2,\n\t\tother  = 3,\n\t}\n}\n',
  );
});

test("a byte order mark is escaped, since Alloy refuses it as it stands", () => {
  expect(alloyText([{ block: "b", attributes: { a: "\ufeffx" } }])).toBe('b {\n\ta = "\\ufeffx"\n}\n');
});
