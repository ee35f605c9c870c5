import { renameSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { type Comparison, isMissed, median, ratio } from "./measure";

/** What came of a row: a figure, one of several, or why there is none. */
export type Result = Measured | NotMeasured;

interface Measured extends Comparison {
  readonly row: string;
}

interface NotMeasured {
  readonly row: string;
  /** The reason, in one line. */
  readonly notMeasured: string;
}

export const isMeasured = (result: Result): result is Measured => !("notMeasured" in result);

const shown = (value: number, unit = "ms"): string =>
  unit === "ms" && value >= 100 ? `${(value / 1_000).toFixed(2)} s` : `${value.toFixed(1)} ${unit}`;

function cells(result: Measured): string[] {
  const { row, name, yardstick, goal, unit, ours, theirs } = result;
  const most = typeof goal === "number" ? String(goal) : `${goal.more} ${unit ?? "ms"} more`;
  return [
    row,
    name,
    shown(median(ours), unit),
    yardstick,
    shown(median(theirs), unit),
    ratio(result).toFixed(2),
    `at most ${most}${isMissed(result) ? "  MISSED" : ""}`,
  ];
}

/** The results as a table for a terminal. */
export function table(results: readonly Result[]): string {
  const header = ["row", "what", "median", "against", "median", "ratio", "goal"];
  const rows = [
    header,
    ...results.map((result) =>
      isMeasured(result) ? cells(result) : [result.row, `not measured: ${result.notMeasured}`],
    ),
  ];
  // A reason stands across the columns.
  const whole = rows.filter(({ length }) => length === header.length);
  const widths = header.map((_, column) => Math.max(...(column === 0 ? rows : whole).map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Writes the results so far in the place of earlier ones. Who reads the file at any moment reads a whole one. */
export function keep(results: readonly Result[], file: string): void {
  const machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
  const figures = results.map((result) => (isMeasured(result) ? { ...result, ratio: ratio(result) } : result));
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify({ machine, results: figures }, null, 2)}\n`);
  renameSync(unfinished, file);
}
