import { exitCode } from "../../cli/failure";
import { build, isBuilt, type ToolName, tools } from "../../lab/tools";
import { isMeasured, keep, table } from "./report";
import { type Group, Runner, select } from "./runner";

const tell = (line: string): void => console.error(line);

async function buildOnce(tool: ToolName): Promise<void> {
  if (isBuilt(tool)) return;
  tell(`Building ${tool} ${tools[tool].version}, once.`);
  await build(tool);
}

/**
 * Measures rows, prints their table, and ends the process: with 1 when there is a row without a figure. A signal ends it
 * early, with what was measured.
 *
 * @param names of rows and groups; without any, all of them
 * @param file where the results are kept
 * @throws Failure when there is no row of a name
 */
export async function bench(groups: readonly Group[], names: readonly string[], file: string): Promise<never> {
  const selected = select(groups, names);
  const runner = new Runner({ build: buildOnce, tell, keep: (results) => keep(results, file) });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => runner.stop(new Error(`interrupted by ${signal}`)));
  }
  process.on("uncaughtException", (error) => runner.breakOff(error));
  const results = await runner.run(selected);
  console.log(table(results));
  const missing = results.filter((result) => !isMeasured(result)).map(({ row }) => row);
  if (missing.length > 0) tell(`Not measured: ${missing.join(", ")}`);
  // What a row left running must not keep the process.
  process.exit(missing.length > 0 ? exitCode.failed : exitCode.done);
}
