import type { Connection } from "./connections";
import { tiersOf } from "./tiers";

/** A name, or a place in a column through which lines pass on their way to a name further on. */
export interface Vertex {
  readonly key: string;
  readonly tier: number;
  readonly name?: string;
}

/** A connection as the vertices that it passes from left to right, one in each column; `back` where it goes left. */
export interface Route {
  readonly connection: Connection;
  readonly back: boolean;
  readonly vertices: readonly Vertex[];
}

/** A piece of a route from one column to the next. Long lines to one target, of one state, share what they can. */
export interface Piece {
  readonly key: string;
  readonly left: Vertex;
  readonly right: Vertex;
}

/** The ways of all connections between different names. */
export function routesOf(all: readonly Connection[]): { vertices: Vertex[]; routes: Route[] } {
  const tiers = tiersOf(all);
  const vertices = new Map<string, Vertex>();
  for (const [name, tier] of tiers) vertices.set(keyOf("name", name), { key: keyOf("name", name), tier, name });
  const named = (name: string): Vertex => vertices.get(keyOf("name", name)) as Vertex;
  const passing = (key: string, tier: number): Vertex => {
    if (!vertices.has(key)) vertices.set(key, { key, tier });
    return vertices.get(key) as Vertex;
  };
  const routes = all
    .filter(({ from, to }) => from !== to)
    .map((connection): Route => {
      const [from, to] = [named(connection.from), named(connection.to)];
      const back = from.tier > to.tier;
      const [left, right] = back ? [to, from] : [from, to];
      const between = Array.from({ length: right.tier - left.tier - 1 }, (_, n) => {
        const tier = left.tier + 1 + n;
        return passing(keyOf("pass", tier, back, connection.state, connection.to), tier);
      });
      return { connection, back, vertices: [left, ...between, right] };
    });
  return { vertices: [...vertices.values()], routes };
}

const keyOf = (...parts: readonly (string | number | boolean)[]): string => JSON.stringify(parts);

export const piecesOf = ({ vertices, back }: Route): Piece[] =>
  vertices.slice(1).map((right, n) => ({ key: keyOf(back, vertices[n].key, right.key), left: vertices[n], right }));

/** The vertices of each column from the top, such that few lines cross: each comes near the middle of its neighbours. */
export function columnsOf(vertices: readonly Vertex[], pieces: readonly Piece[]): Vertex[][] {
  const last = Math.max(...vertices.map(({ tier }) => tier));
  const columns = Array.from({ length: last + 1 }, (_, tier) =>
    vertices.filter((vertex) => vertex.tier === tier).sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
  const neighbours = neighboursOf(pieces);
  for (const toTheRight of [true, false, true, false, true, false, true, false]) {
    const place = new Map(columns.flatMap((column) => column.map(({ key }, n) => [key, n / column.length] as const)));
    const step = (tier: number): void => {
      const middle = new Map(
        columns[tier].map(({ key }): [string, number] => {
          const near = neighbours(key, toTheRight ? "left" : "right").map((other) => place.get(other) ?? 0);
          return [key, near.length > 0 ? mean(near) : (place.get(key) ?? 0)];
        }),
      );
      columns[tier].sort((a, b) => (middle.get(a.key) ?? 0) - (middle.get(b.key) ?? 0) || (a.key < b.key ? -1 : 1));
      columns[tier].forEach(({ key }, n) => place.set(key, n / columns[tier].length));
    };
    const tiers = [...columns.keys()];
    (toTheRight ? tiers : tiers.reverse()).forEach(step);
  }
  return columns;
}

/** Keys of what stands to one side of a vertex and is linked with it. */
export function neighboursOf(pieces: readonly Piece[]): (key: string, side: "left" | "right") => readonly string[] {
  const found = new Map<string, string[]>();
  const note = (side: string, key: string, other: string): void => {
    found.set(side + key, [...(found.get(side + key) ?? []), other]);
  };
  for (const { left, right } of pieces) {
    note("left", right.key, left.key);
    note("right", left.key, right.key);
  }
  return (key, side) => found.get(side + key) ?? [];
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
