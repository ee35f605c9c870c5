import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { checks } from "../../../../components/checks";
import { readSettings, readStackFile, type Settings, SettingsError, stackFile } from "../../../../settings";
import { applyMends } from "./mends";

export interface BrokenFile {
  readonly name: string;
  readonly stack: string;
  /** The stack file, and the whole report on it; both may be indented. */
  readonly yaml: string;
  readonly message: string;
}

/** For each file: the report word for word, and that its mending commands lead to a file without a fault. */
export function brokenStackFiles(title: string, files: readonly BrokenFile[], rules = checks): void {
  describe(title, () => {
    for (const file of files) {
      const { name, stack } = file;
      const yaml = dedent(file.yaml);
      test(`${name} is reported`, () => {
        expect(complaint(stack, yaml, rules)).toBe(dedent(file.message));
      });
      test(`${name} is mended by the commands of the report`, () => {
        const before = complaint(stack, yaml, rules);
        const after = complaint(stack, afterMends(stack, yaml, before), rules);
        expect(expectations(after).filter((expected) => expectations(before).includes(expected))).toEqual([]);
        expect(complaint(stack, mended(stack, yaml, rules), rules)).toBe("no fault");
      });
    }
  });
}

/** What a report expects, place by place. */
const expectations = (report: string): string[] =>
  [...report.matchAll(/^ {2}(mop:.*)\n.*\n +expected: +(.*)$/gm)].map(([, place, words]) => `${place}: ${words}`);

const folder = mkdtempSync(join(tmpdir(), "stack-file-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The settings of a file with this text, read as `render` reads a stack's file. */
export function settingsOfFile(stack: string, yaml: string, rules = checks): Settings {
  const file = stackFile(folder, stack);
  writeFileSync(file, yaml);
  const { config, secretKeys } = readStackFile(file);
  return readSettings(config, (key) => secretKeys.includes(key), stack, rules);
}

/** The whole report on a file with this text, or "no fault". */
export function complaint(stack: string, yaml: string, rules = checks): string {
  try {
    settingsOfFile(stack, yaml, rules);
    return "no fault";
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

/** The file after its mends, and those of a fault that shows only then, three times at most. */
export function mended(stack: string, yaml: string, rules = checks): string {
  let text = yaml;
  for (let round = 0; round < 3; round++) {
    const report = complaint(stack, text, rules);
    if (report === "no fault") return text;
    text = afterMends(stack, text, report);
  }
  return text;
}

/** The file after the commands of one report. */
export function afterMends(stack: string, yaml: string, report: string): string {
  const file = parse(yaml) as { config: Record<string, unknown> };
  applyMends(file.config, stack, report);
  return stringify(file);
}

/** Text between backticks without its indentation, its first line break and its last. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  return lines.map((line) => line.slice(Math.min(...indents))).join("\n");
}
