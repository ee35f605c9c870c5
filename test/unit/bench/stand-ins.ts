import type { Comparison } from "../../bench/measure";
import { type Group, type Host, type Row, Runner } from "../../bench/runner";
import type { Result } from "../../bench/report";

/** A comparison that took no time to make. */
export const figures = (name: string, ours = 30, theirs = 20): Comparison => ({
  name,
  yardstick: "a yardstick",
  goal: 2,
  ours: [ours],
  theirs: [theirs],
});

export const row = (name: string, measure: Row<unknown>["measure"] = () => Promise.resolve(figures(name))) => ({
  name,
  measure,
});

export const group = (name: string, rows: readonly Row<unknown>[], about: Partial<Group> = {}): Group => ({
  name,
  tools: () => [],
  setUp: () => Promise.resolve(),
  rows,
  ...about,
});

/** A runner, with what it told and every list of results that it gave away to be kept. */
export function runner(host: Partial<Host> = {}) {
  const told: string[] = [];
  const kept: Result[][] = [];
  const tell = (line: string) => void told.push(line);
  const keep = (results: readonly Result[]) => void kept.push([...results]);
  return { runner: new Runner({ build: () => Promise.resolve(), tell, keep, ...host }), told, kept };
}
