import { cliFailure } from "../../cli/engine/cli-errors";
import { exitCode, Failure, firstLine } from "../../cli/failure";
import type { ToolName } from "../../lab/tools";
import type { Comparison } from "./measure";
import type { Result } from "./report";

/** What is measured in one go, and by itself: it counts on no other row. */
export interface Row<T> {
  /** By which it is asked for. */
  readonly name: string;
  measure(use: T): Promise<Comparison | readonly Comparison[]>;
}

/** Rows that share what they need. */
export interface Group<T = unknown> {
  /** By which all its rows are asked for. */
  readonly name: string;
  /** Built before anything is set up. @throws Error where the machine cannot measure these rows */
  tools(): readonly ToolName[];
  setUp(later: Later): Promise<T>;
  readonly rows: readonly Row<T>[];
}

/** Says what has to be done once the rows of the group are through; what is said last comes first. */
export type Later = (end: () => Promise<unknown>) => void;

/** @throws Failure that lists all names when there is no row and no group of a name */
export function select(groups: readonly Group[], names: readonly string[]): readonly Group[] {
  if (names.length === 0) return groups;
  const known = groups.flatMap(({ name, rows }) => [name, ...rows.map((row) => row.name)]);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const lines = groups.map(({ name, rows }) => `  ${name}: ${rows.map((row) => row.name).join(", ")}`);
    const text = `There is no row ${unknown.join(", ")}. Name rows, or groups of them:\n${lines.join("\n")}`;
    throw new Failure(text, exitCode.badInput);
  }
  return groups
    .map((group) =>
      names.includes(group.name) ? group : { ...group, rows: group.rows.filter(({ name }) => names.includes(name)) },
    )
    .filter(({ rows }) => rows.length > 0);
}

export interface Host {
  /** Does nothing for a tool that is there. */
  readonly build: (tool: ToolName) => Promise<void>;
  /** Hears what is being done. */
  readonly tell: (line: string) => void;
  /** Hears all results so far, after every row. */
  readonly keep: (results: readonly Result[]) => void;
}

/** Measures row after row. What fails is the result of its own row, and the next one begins. */
export class Runner {
  private readonly results: Result[] = [];
  private stopped: Error | undefined;
  private fail: (error: Error) => void = () => {};

  constructor(private readonly host: Host) {}

  /** Ends the step that is under way with an error that came up aside from it. */
  breakOff(error: Error): void {
    this.fail(error);
  }

  /** Ends the step that is under way, and measures nothing more. */
  stop(reason: Error): void {
    this.stopped = reason;
    this.fail(reason);
  }

  async run(groups: readonly Group[]): Promise<readonly Result[]> {
    for (const group of groups) await this.measure(group);
    return this.results;
  }

  private async measure(group: Group): Promise<void> {
    const ends: (() => Promise<unknown>)[] = [];
    try {
      const use = await this.step(() => this.prepare(group, (end) => ends.push(end)));
      for (const row of group.rows) this.add(await this.resultsOf(row, use));
    } catch (error) {
      this.add(group.rows.map(({ name }) => notMeasured(name, error)));
    }
    for (const end of ends.reverse()) {
      // Who is interrupted has no time for it.
      if (this.stopped) return;
      await this.step(end).catch((error: unknown) =>
        this.host.tell(`${group.name} left something behind: ${reason(error)}`),
      );
    }
  }

  private async resultsOf(row: Row<unknown>, use: unknown): Promise<Result[]> {
    try {
      const comparisons = await this.step(async () => {
        this.host.tell(`Measuring ${row.name}.`);
        return [await row.measure(use)].flat();
      });
      return comparisons.map((comparison) => ({ row: row.name, ...comparison }));
    } catch (error) {
      return [notMeasured(row.name, error)];
    }
  }

  private async prepare(group: Group, later: Later): Promise<unknown> {
    for (const tool of group.tools()) await this.host.build(tool);
    return group.setUp(later);
  }

  private add(results: readonly Result[]): void {
    this.results.push(...results);
    try {
      this.host.keep(this.results);
    } catch (error) {
      // They can still be printed.
      this.host.tell(`The results cannot be kept: ${reason(error)}`);
    }
  }

  /** What goes on of a step that was ended is nobody's business any more. */
  private step<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(this.stopped);
      this.fail = reject;
      work().then(resolve, reject);
    });
  }
}

const reason = (error: unknown): string => firstLine(cliFailure(error));

const notMeasured = (row: string, error: unknown): Result => ({ row, notMeasured: reason(error) });
