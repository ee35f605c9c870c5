import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { checkout } from "../../lab/folders";

/** Without devDependencies, as `npm ci --omit=dev` installs them, the program and all commands must still run. */

const tsconfig = ts.readConfigFile(join(checkout, "tsconfig.json"), (file) => ts.sys.readFile(file));
const files = ts
  .parseJsonConfigFileContent(tsconfig.config, ts.sys, checkout)
  .fileNames.map((file) => relative(checkout, file).split(sep).join("/"))
  .filter((file) => !file.startsWith("test/") && file !== "vitest.config.mts");

/** "@pulumi/pulumi" of "@pulumi/pulumi/runtime/rpc". */
const packageOf = (specifier: string): string => (/^(@[^/]+\/)?[^/]+/.exec(specifier) as RegExpExecArray)[0];

const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(checkout, file), "utf8"), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
    .map(packageOf);

const dependenciesIn = (file: string): string[] =>
  Object.keys((JSON.parse(readFileSync(join(checkout, file), "utf8")) as { dependencies: object }).dependencies);

test("the files are those of the program", () => {
  const folders = new Set(files.map((file) => file.replace(/[^/]*$/, "").split("/")[0]));
  expect([...folders].sort()).toEqual([
    "",
    "cli",
    "components",
    "http",
    "lab",
    "launcher",
    "policy",
    "review",
    "settings",
  ]);
});

test.each([
  ["package.json", ""],
  ["policy/package.json", "policy/"],
])("%s has as dependencies what is imported, and nothing else", (manifest, folder) => {
  const importers = new Map<string, string[]>();
  for (const file of files.filter((one) => one.startsWith(folder)))
    for (const name of importsOf(file)) importers.set(name, [...(importers.get(name) ?? []), file]);
  const dependencies = dependenciesIn(manifest);
  expect({
    missing: Object.fromEntries([...importers].filter(([name]) => !dependencies.includes(name))),
    notImported: dependencies.filter((name) => !importers.has(name)),
  }).toEqual({ missing: {}, notImported: [] });
});
