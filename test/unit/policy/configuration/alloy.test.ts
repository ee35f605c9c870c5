import { type Block, everyBlock, quotedTexts, readAlloy } from "../../../../policy/configuration/alloy";

/** A block, with no more than is said of it. */
const block = (name: string, parts: Partial<Block> = {}): Block => ({ name, attributes: {}, blocks: [], ...parts });

const texts: Record<string, [string, Block[]]> = {
  nothing: ["", []],
  "blocks in blocks, and labels": [
    'otelcol.exporter.otlp "tempo" {\n\tclient {\n\t\tendpoint = "tempo:4317"\n\n\t\ttls {\n\t\t\tinsecure = true\n\t\t}\n\t}\n}\nlogging { }\n',
    [
      block("otelcol.exporter.otlp", {
        label: "tempo",
        blocks: [
          block("client", {
            attributes: { endpoint: '"tempo:4317"' },
            blocks: [block("tls", { attributes: { insecure: "true" } })],
          }),
        ],
      }),
      block("logging"),
    ],
  ],
  comments: [
    '// a { b = 1 }\na { // the first }\n\t/* c {\n\t} */\n\td = 1 // "one\n\te = /* two */ 2\n}',
    [block("a", { attributes: { d: "1", e: "2" } })],
  ],
  "strings with braces, escaped quotes and what looks like a comment": [
    'a "}" {\n\tb = "{ \\"c\\" }"\n\td = "http://e"\n\tf = "\\\\"\n}',
    [block("a", { label: "}", attributes: { b: '"{ \\"c\\" }"', d: '"http://e"', f: '"\\\\"' } })],
  ],
  "backtick strings": [
    'a {\n\tb = `{ "c" \\`\n\td = `e\nf = 1 }`\n}',
    [block("a", { attributes: { b: '`{ "c" \\`', d: "`e\nf = 1 }`" } })],
  ],
  "lists, objects and calls over lines": [
    'a {\n\tb = [\n\t\t"c",\n\t\t{ d = 1 },\n\t]\n\te = {\n\t\tf = { "g" = h.i },\n\t}\n\tj = concat(\n\t\tk,\n\t)\n\tl = 1\n}',
    [
      block("a", {
        attributes: { b: '[ "c" , { d = 1 } , ]', e: '{ f = { "g" = h.i } , }', j: "concat ( k , )", l: "1" },
      }),
    ],
  ],
  "an expression that goes on behind its operator": [
    'a {\n\tb = "c" +\n\t\t"d"\n\te =\n\t\t-1.5\n\tf = 2\n}',
    [block("a", { attributes: { b: '"c" + "d"', e: "-1.5", f: "2" } })],
  ],
  "one line": [
    'a { b { c = 1 } }\nd "e" { f = { g = 1 } }',
    [
      block("a", { blocks: [block("b", { attributes: { c: "1" } })] }),
      block("d", { label: "e", attributes: { f: "{ g = 1 }" } }),
    ],
  ],
  "attributes at the top, which belong to no block": ["a = 1\nb { }", [block("b")]],
  "a brace on the next line, and other line ends": [
    "a\r\n{\r\n\tb = 1\r\n}\r\n",
    [block("a", { attributes: { b: "1" } })],
  ],
};

test.each(Object.entries(texts))("%s", (_, [text, blocks]) => {
  expect(readAlloy(text)).toEqual(blocks);
});

const noAlloy = {
  prose: "Read this first.",
  YAML: "server:\n  http_listen_port: 3200",
  JSON: '{ "a": 1 }',
  "a block that never ends": "a {\n\tb = 1\n",
  "a brace too many": "a { }\n}",
  "a block without braces": 'a "b"\n',
  "a string that never ends": 'a { b = "c }',
  "a string that never ends, behind a whole block": 'a { }\n"b',
  "a raw string that never ends": "a { b = `c }",
  "a label without a name": '"a" { }',
};

test.each(Object.entries(noAlloy))("no Alloy: %s", (_, text) => {
  expect(readAlloy(text)).toBeUndefined();
});

test("the quoted texts of an expression", () => {
  expect(quotedTexts('concat(["a", "b \\"c\\""], `d\\e`, f)')).toEqual(["a", 'b "c"', "d\\e"]);
  expect(quotedTexts("env(A) + 1")).toEqual([]);
});

test("every block with the path to it", () => {
  const blocks = readAlloy('a.b "c" {\n\td { }\n\te "f" {\n\t\tg { }\n\t}\n}\nh { }') ?? [];
  expect([...everyBlock(blocks)].map(({ path, block: { name } }) => [path, name])).toEqual([
    ['a.b "c"', "a.b"],
    ['a.b "c" > d', "d"],
    ['a.b "c" > e "f"', "e"],
    ['a.b "c" > e "f" > g', "g"],
    ["h", "h"],
  ]);
});
