/** What ours takes against what a yardstick takes, in turns so that a busy machine slows both alike. */
export interface Comparison {
  readonly name: string;
  readonly yardstick: string;
  readonly goal: Goal;
  /** Of both; milliseconds that pass where it is not said. */
  readonly unit?: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** What the ratio should at most be, or how much more ours may take, in the unit of both. */
export type Goal = number | { readonly more: number };

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

export function isMissed(comparison: Comparison): boolean {
  const { ours, theirs, goal } = comparison;
  return typeof goal === "number" ? ratio(comparison) > goal : median(ours) - median(theirs) > goal.more;
}
