import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { manifests, manifestText } from "../../review/manifests";
import { runOffline } from "../../review/offline";
import { reference as rulesReference } from "../../policy/reference";
import { reference } from "../../settings/reference";
import { goldenStacks } from "../support/golden-stacks";

const golden = join(checkout, "test", "golden");

/** Every file below a folder, as path to text. */
function filesBelow(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

test.each(goldenStacks)("$name renders to the files in test/golden, byte for byte", async ({ name, stack, file }) => {
  const { resources } = await runOffline(file, stack);
  const rendered = [...manifests(resources)].map(([path, object]) => [path, manifestText(object)]);
  expect(Object.fromEntries(rendered)).toEqual(filesBelow(join(golden, name)));
});

test("policy/rules.md is what the rules say", () => {
  expect(readFileSync(join(checkout, "policy", "rules.md"), "utf8")).toBe(rulesReference());
});

test("docs/settings.md is what the schema and the defaults say", () => {
  expect(readFileSync(join(checkout, "docs", "settings.md"), "utf8")).toBe(reference());
});
