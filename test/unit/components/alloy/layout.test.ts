import { receiverTier } from "../../../../components/alloy/receiver-tier";
import { alloyText } from "../../../../components/alloy/syntax";
import { wiring } from "../../../../components/wiring";
import { settingsOf } from "../settings";
import { gateway } from "./stacks";
import { badIndents, outsideStrings } from "./text";

/** Whole texts, laid out as `alloy fmt` lays them out. */

const receivers = (name: string): string => {
  const settings = settingsOf(name);
  return alloyText(receiverTier(settings, wiring(settings)));
};

describe.each([
  ["dev", () => alloyText(gateway("dev"))],
  ["production", () => alloyText(gateway("production"))],
  ["distributed", () => alloyText(gateway("distributed"))],
  ["the tier in front", () => receivers("production")],
])("%s", (_, written) => {
  const text = written();
  const lines = text.split("\n").map(outsideStrings);

  test("lines begin with a tab for each bracket that is open, and end without blanks", () => {
    expect(badIndents(text)).toEqual([]);
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
  });

  test("a blank line before every block that is not the first in its own, and nowhere else", () => {
    const opens = (line: string) => /^\t*[a-z0-9_.]+ (?:"" )?\{(?: \})?$/.test(line);
    const expected = lines.flatMap((line, n) => (n > 0 && opens(line) && !/\{$/.test(lines[n - 1]) ? [n - 1] : []));
    const blank = lines.flatMap((line, n) => (line === "" && n < lines.length - 1 ? [n] : []));
    expect(blank.length).toBeGreaterThan(10);
    expect(blank).toEqual(expected);
  });

  test("it ends in one newline", () => {
    expect(text.slice(-3)).toBe("\n}\n");
  });
});
