import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../../lab/folders";

/** The bench as a process, with rows that cost nothing. */

const folder = mkdtempSync(join(tmpdir(), "mop-bench-"));
const file = join(folder, "bench-results.json");
afterAll(() => rmSync(folder, { recursive: true }));

/** @param signal sent once the row that never ends is being measured */
async function bench(names: readonly string[], signal: NodeJS.Signals) {
  const args = ["--import", "tsx", join(__dirname, "fake-bench.ts"), file, ...names];
  const child = spawn(process.execPath, args, { cwd: checkout });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  let told = "";
  child.stderr.on("data", (text: Buffer) => {
    told += text.toString();
    if (told.endsWith("Measuring endless.\n")) child.kill(signal);
  });
  const [code] = (await once(child, "close")) as [number | null];
  const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: { row: string; notMeasured?: string }[] };
  return { code, output, told, kept: results.map(({ row, notMeasured }) => [row, notMeasured]) };
}

test.each(["SIGINT", "SIGTERM"] as const)("%s ends it with what was measured", async (signal) => {
  expect(await bench([], signal)).toEqual({
    code: 1,
    output: [
      "row      what    median   against      median   ratio  goal",
      "good     good    30.0 ms  a yardstick  20.0 ms  1.50   at most 2",
      "aside    not measured: spawn /nowhere/program ENOENT",
      "better   better  30.0 ms  a yardstick  20.0 ms  1.50   at most 2",
      `endless  not measured: interrupted by ${signal}\n`,
    ].join("\n"),
    told: "Measuring good.\nMeasuring aside.\nMeasuring better.\nMeasuring endless.\nNot measured: aside, endless\n",
    kept: [
      ["good", undefined],
      ["aside", "spawn /nowhere/program ENOENT"],
      ["better", undefined],
      ["endless", `interrupted by ${signal}`],
    ],
  });
});

test("it ends well when all that was asked for was measured", async () => {
  expect(await bench(["good"], "SIGTERM")).toEqual({
    code: 0,
    output: [
      "row   what  median   against      median   ratio  goal",
      "good  good  30.0 ms  a yardstick  20.0 ms  1.50   at most 2\n",
    ].join("\n"),
    told: "Measuring good.\n",
    kept: [["good", undefined]],
  });
});
