const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { delimiter, dirname, join, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");

/**
 * Runs a program of the project in this very process.
 *
 * @param {string} program a TypeScript file, or the command of an npm package: "cli/main.ts", "vitest"
 * @param {readonly string[]} args
 */
exports.runHere = async (program, args) => {
  const file = program.endsWith(".ts") ? resolve(program) : commandFile(program);
  process.argv = [process.execPath, file, ...args];
  if (!program.endsWith(".ts")) return import(pathToFileURL(file).href);
  require("tsx/cjs/api").register();
  require("tsx/esm/api").register();
  return require(file);
};

/** @param {string} command */
function commandFile(command) {
  const description = require.resolve(`${packages[command] ?? command}/package.json`);
  const { bin } = require(description);
  return join(dirname(description), typeof bin === "string" ? bin : bin[command]);
}

/** Commands that are not called as their package. @type {Readonly<Record<string, string>>} */
const packages = { tsc: "typescript" };

/**
 * Runs this launcher again on another Node, which is the first on PATH for all that it starts. Ends as that ends.
 *
 * @param {string} folder where its program `node` is
 * @param {readonly string[]} args
 */
exports.runOn = (folder, args) => {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(join(folder, "node"), [__dirname, ...args], { stdio: "inherit", env });
  // A terminal sends Ctrl-C to both; what is sent to this process alone is handed on.
  process.on("SIGINT", () => {});
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
};
