import type { Connection } from "./connections";

type Link = Pick<Connection, "from" | "to">;

/**
 * The column of each name, from the left: those who only call, the stack's parts, those who are only called. A part
 * stands right of the parts that call it; where they call each other in a circle, one line goes back to the left.
 */
export function tiersOf(links: readonly Link[]): ReadonlyMap<string, number> {
  const names = [...new Set(links.flatMap(({ from, to }) => [from, to]))].sort();
  const others = links.filter(({ from, to }) => from !== to);
  const [callers, called] = [new Set(others.map(({ from }) => from)), new Set(others.map(({ to }) => to))];
  const only = (some: Set<string>, not: Set<string>): string[] =>
    names.filter((name) => some.has(name) && !not.has(name));
  const [left, right] = [only(callers, called), only(called, callers)];
  const parts = names.filter((name) => !left.includes(name) && !right.includes(name));
  const ranks = partRanks(parts, others);
  const first = left.length > 0 ? 1 : 0;
  const last = first + (parts.length > 0 ? Math.max(...ranks.values()) + 1 : 0);
  return new Map([
    ...left.map((name) => [name, 0] as const),
    ...parts.map((name) => [name, first + (ranks.get(name) ?? 0)] as const),
    ...right.map((name) => [name, last] as const),
  ]);
}

/** The longest way to each part, along the links that go forward in an order with few that go back. */
function partRanks(parts: readonly string[], links: readonly Link[]): Map<string, number> {
  const among = links.filter(({ from, to }) => parts.includes(from) && parts.includes(to));
  const order = forwardOrder(parts, among);
  const ranks = new Map<string, number>();
  for (const name of order) {
    const before = among.flatMap(({ from, to }) => (from === name ? [to] : to === name ? [from] : []));
    const placed = before.flatMap((other) => ranks.get(other) ?? []);
    ranks.set(name, Math.max(-1, ...placed) + 1);
  }
  return ranks;
}

/** Sinks to the end, sources to the front, and in a circle whoever calls the most others: Eades, Lin and Smyth, 1993. */
function forwardOrder(names: readonly string[], links: readonly Link[]): string[] {
  if (names.length === 0) return [];
  const calls = (name: string): number => links.filter(({ from }) => from === name).length;
  const isCalled = (name: string): number => links.filter(({ to }) => to === name).length;
  const lead = (name: string): number => (isCalled(name) === 0 ? Infinity : calls(name) - isCalled(name));
  const sink = names.find((name) => calls(name) === 0);
  const taken = sink ?? names.reduce((a, b) => (lead(a) >= lead(b) ? a : b));
  const others = forwardOrder(
    names.filter((name) => name !== taken),
    links.filter(({ from, to }) => from !== taken && to !== taken),
  );
  return sink === undefined ? [taken, ...others] : [...others, taken];
}
