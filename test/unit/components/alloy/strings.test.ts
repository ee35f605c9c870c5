import fc from "fast-check";
import { alloyText, type Value } from "../../../../components/alloy/syntax";
import { badIndents, outsideStrings, strings } from "./text";

/** Any text at all, with what is likely to hurt more often than by chance. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("\n", "\r", '"', "\\", "{", "}", "\t", "//", "\0", "\ud800", "\udc00", "$", "é", "🦊"))
    .map((parts) => parts.join("")),
);

const shell = (value: Value): string => alloyText([{ block: "b", label: "l", attributes: { v: value } }]);

test("any text is one literal on its line that reads back as the well-formed text", () => {
  fc.assert(
    fc.property(text, (value) => {
      const lines = shell(value).split("\n");
      expect(lines.length).toBe(4);
      expect([lines[0], lines[2], lines[3]]).toEqual(['b "l" {', "}", ""]);
      const literal = lines[1].slice("\tv = ".length);
      expect(strings(literal)).toEqual([literal]);
      expect(JSON.parse(literal)).toBe(value.toWellFormed());
    }),
    { numRuns: 500 },
  );
});

test("any text as a name in a map is one name", () => {
  fc.assert(
    fc.property(
      text.filter((name) => name !== "$ref"),
      (name) => {
        const lines = shell({ [name]: 1 }).split("\n");
        expect(lines.length).toBe(6);
        const written = lines[2].slice(2, -" = 1,".length);
        expect(written.startsWith('"') ? JSON.parse(written) : written).toBe(name.toWellFormed());
      },
    ),
    { numRuns: 500 },
  );
});

/** Any nested value, whose maps are no references. */
const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      text.filter((name) => name !== "$ref"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

test("any nested value leaves brackets balanced and lines indented by tabs", () => {
  fc.assert(
    fc.property(values, (value) => {
      const written = shell(value);
      const code = outsideStrings(written);
      const count = (bracket: string) => code.split(bracket).length;
      expect([count("{"), count("[")]).toEqual([count("}"), count("]")]);
      expect(badIndents(written)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
