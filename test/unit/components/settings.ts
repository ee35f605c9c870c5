import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { merge, parseSettings, type Settings, type Tree } from "../../../settings";
import { goldenStack } from "../../support/golden-stacks";

/**
 * Settings of one of test/golden's stacks with others laid over them, like those of test/support/offline.ts, but checked
 * by their types alone: they may be such as a stack file is refused for, and are there without loading the program.
 */
export function settingsOf(name: string, overrides: Tree = {}): Settings {
  const { stack, file } = goldenStack(name);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Tree };
  const own = Object.entries(config).map(([key, value]) => [key.replace("mop:", ""), value]);
  return parseSettings(merge(Object.fromEntries(own) as Tree, overrides), stack);
}
