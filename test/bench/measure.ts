/** What ours takes against what a yardstick takes, in turns so that a busy machine slows both alike. */
export interface Comparison {
  readonly name: string;
  readonly yardstick: string;
  /** What the ratio should at most be. */
  readonly goal: number;
  /** Of both; milliseconds that pass where it is not said. */
  readonly unit?: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** Milliseconds that something takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs both sides in turns. Each side times itself, so that what it must prepare does not count. */
export async function compare(
  about: Pick<Comparison, "name" | "yardstick" | "goal" | "unit">,
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Comparison> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.theirs.push(await theirs());
    times.ours.push(await ours());
  }
  return { ...about, ...times };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const ratio = ({ ours, theirs }: Comparison): number => median(ours) / median(theirs);

function shown(value: number, unit?: string): string {
  if (unit !== undefined) return `${value.toFixed(1)} ${unit}`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${(value / 1_000).toFixed(2)} s`;
}

/** The comparisons as a table for a terminal. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = [
    ["what", "median", "against", "median", "ratio", "goal"],
    ...comparisons.map((c) => [
      c.name,
      shown(median(c.ours), c.unit),
      c.yardstick,
      shown(median(c.theirs), c.unit),
      ratio(c).toFixed(2),
      `at most ${c.goal}${ratio(c) > c.goal ? "  MISSED" : ""}`,
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
