import type { Connection } from "./connections";
import { wrapped } from "./names";
import { columnsOf, mean, neighboursOf, type Piece, piecesOf, type Route, routesOf, type Vertex } from "./routes";

export const boxWidth = 190;
const betweenColumns = 190;
const margin = 30;
/** Room between boxes, with a loop above the lower one. */
const betweenBoxes = 28;
const betweenPasses = 8;
const betweenLines = 9;
export const lineHeight = 14;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with a name in it, which may take several lines; `x` and `y` are its upper left corner. */
export interface Box extends Point {
  readonly name: string;
  readonly lines: readonly string[];
  readonly height: number;
}

/** A piece of a line, drawn as a curve from the left to the right. */
export interface Stretch {
  readonly from: Point;
  readonly to: Point;
}

/** A connection as it is drawn. */
export interface Line {
  readonly connection: Connection;
  /** Without those that a line before it has drawn: long lines to one target run together. */
  readonly stretches: readonly Stretch[];
  /** Where the arrow ends, if no line before it has drawn that. */
  readonly tip?: Point & { readonly towards: "left" | "right" };
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Names that talk to themselves: the box, and what for. */
  readonly loops: readonly { readonly box: Box; readonly connection: Connection }[];
  readonly width: number;
  readonly height: number;
}

/** Where each thing is drawn. The same connections always come to the same places. */
export function layout(all: readonly Connection[]): Layout {
  const { vertices, routes } = routesOf(all);
  const pieces = [...new Map(routes.flatMap(piecesOf).map((piece) => [piece.key, piece])).values()];
  const columns = columnsOf(vertices, pieces);
  const spots = spotsOf(columns, pieces);
  const boxes = vertices.flatMap(({ key, name }): Box[] => {
    const spot = spots.get(key) as Spot;
    return name === undefined ? [] : [{ name, lines: wrapped(name), x: spot.x, y: spot.top, height: spot.height }];
  });
  const box = new Map(boxes.map((one) => [one.name, one]));
  return {
    boxes,
    lines: linesOf(routes, pieces, spots),
    loops: all
      .filter(({ from, to }) => from === to)
      .map((connection) => ({ connection, box: box.get(connection.from) as Box })),
    width: 2 * margin + columns.length * boxWidth + (columns.length - 1) * betweenColumns,
    height:
      Math.max(...boxes.map(({ y, height }) => y + height), ...[...spots.values()].map(({ top }) => top)) + margin,
  };
}

/** Where a vertex stands. */
interface Spot {
  readonly x: number;
  readonly top: number;
  readonly height: number;
}

/** Each vertex as near to the height of its neighbours as those above and below it in its column allow. */
function spotsOf(columns: readonly (readonly Vertex[])[], pieces: readonly Piece[]): Map<string, Spot> {
  const neighbours = neighboursOf(pieces);
  const heights = new Map(columns.flat().map((vertex) => [vertex.key, heightOf(vertex, neighbours)]));
  const height = (key: string): number => heights.get(key) ?? 0;
  const middles = new Map<string, number>(columns.flatMap((column) => settled(column, () => 0, height)));
  for (let round = 0; round < 8; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const wanted = (key: string): number => {
        const near = [...neighbours(key, "left"), ...neighbours(key, "right")].map((other) => middles.get(other) ?? 0);
        return near.length > 0 ? mean(near) : (middles.get(key) ?? 0);
      };
      for (const [key, middle] of settled(column, wanted, height)) middles.set(key, middle);
    }
  }
  const top = (key: string): number => Math.round((middles.get(key) ?? 0) - height(key) / 2);
  const highest = Math.min(...columns.flat().map(({ key }) => top(key)));
  return new Map(
    columns.flat().map(({ key, tier }) => {
      const x = margin + tier * (boxWidth + betweenColumns);
      return [key, { x, top: top(key) - highest + margin, height: height(key) }];
    }),
  );
}

/** The middles of a column's vertices: what is wanted, moved apart by as much as they would overlap. */
function settled(
  column: readonly Vertex[],
  wanted: (key: string) => number,
  height: (key: string) => number,
): [string, number][] {
  const apart = (a: Vertex, b: Vertex): number =>
    (height(a.key) + height(b.key)) / 2 +
    (a.name && b.name ? betweenBoxes : a.name || b.name ? betweenBoxes / 2 : betweenPasses);
  // Pushed downwards from the first and upwards from the last, both keep their distance, and so does what lies between.
  const down: number[] = [];
  column.forEach((vertex, n) => {
    const least = n === 0 ? -Infinity : down[n - 1] + apart(column[n - 1], vertex);
    down.push(Math.max(wanted(vertex.key), least));
  });
  const up: number[] = [];
  for (let n = column.length - 1; n >= 0; n--) {
    const most = n === column.length - 1 ? Infinity : up[n + 1] - apart(column[n], column[n + 1]);
    up[n] = Math.min(wanted(column[n].key), most);
  }
  return column.map(({ key }, n) => [key, (down[n] + up[n]) / 2]);
}

/** High enough for its name, and for its lines to meet it apart from each other. */
function heightOf({ key, name }: Vertex, neighbours: ReturnType<typeof neighboursOf>): number {
  if (name === undefined) return 0;
  const lines = Math.max(neighbours(key, "left").length, neighbours(key, "right").length);
  return Math.max(wrapped(name).length * lineHeight + 14, (lines + 1) * betweenLines);
}

function linesOf(routes: readonly Route[], pieces: readonly Piece[], spots: ReadonlyMap<string, Spot>): Line[] {
  const meets = meetingPoints(pieces, spots);
  const drawn = new Set<string>();
  const isNew = (key: string): boolean => !drawn.has(key) && Boolean(drawn.add(key));
  return routes.map((route) => {
    const own = piecesOf(route);
    const across = route.vertices.slice(1, -1).filter(({ key }) => isNew(key));
    const fresh = own.filter(({ key }) => isNew(key));
    const last = route.back ? own[0] : own[own.length - 1];
    const { from, to } = meets(last);
    const tip = route.back ? ({ ...from, towards: "left" } as const) : ({ ...to, towards: "right" } as const);
    return {
      connection: route.connection,
      stretches: [...fresh.map(meets), ...across.map(({ key }) => passage(spots.get(key) as Spot))],
      ...(fresh.includes(last) ? { tip } : {}),
    };
  });
}

const passage = ({ x, top }: Spot): Stretch => ({ from: { x, y: top }, to: { x: x + boxWidth, y: top } });

/** Where pieces meet the sides of what they link: spread over the side, in the order of their other ends. */
function meetingPoints(pieces: readonly Piece[], spots: ReadonlyMap<string, Spot>): (piece: Piece) => Stretch {
  const spot = (vertex: Vertex): Spot => spots.get(vertex.key) as Spot;
  const middle = (vertex: Vertex): number => spot(vertex).top + spot(vertex).height / 2;
  const spread = (at: "left" | "right"): Map<string, number> => {
    const other = at === "left" ? "right" : "left";
    const groups = new Map<string, Piece[]>();
    for (const piece of [...pieces].sort((a, b) => middle(a[other]) - middle(b[other]) || (a.key < b.key ? -1 : 1)))
      groups.set(piece[at].key, [...(groups.get(piece[at].key) ?? []), piece]);
    return new Map(
      [...groups.values()].flatMap((group) => {
        const { top, height } = spot(group[0][at]);
        return group.map(({ key }, n) => [key, Math.round(top + (height * (n + 1)) / (group.length + 1))] as const);
      }),
    );
  };
  const [starts, ends] = [spread("left"), spread("right")];
  return ({ key, left, right }) => ({
    from: { x: spot(left).x + boxWidth, y: starts.get(key) ?? 0 },
    to: { x: spot(right).x, y: ends.get(key) ?? 0 },
  });
}
