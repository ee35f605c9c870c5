import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { manifestText } from "../../review/manifests";
import { reference } from "../../settings/reference";
import { objects, stacks } from "../support/offline";

const golden = join(checkout, "test", "golden");

/** Every file below a folder, as path to text. */
function filesBelow(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

test.each(stacks)("%s renders to the files in test/golden, byte for byte", async (stack) => {
  const rendered = [...(await objects(stack))].map(([path, object]) => [path, manifestText(object)]);
  expect(Object.fromEntries(rendered)).toEqual(filesBelow(join(golden, stack)));
});

test("docs/settings.md is what the schema and the defaults say", () => {
  expect(readFileSync(join(checkout, "docs", "settings.md"), "utf8")).toBe(reference());
});
