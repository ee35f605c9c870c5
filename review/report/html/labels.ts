import { portsText } from "./connections";
import { type Box, boxWidth, type Line, type Point, type Stretch } from "./layout";

const characterWidth = 6;
const labelHeight = 13;
/** Characters that fit between two columns. */
const longest = 30;

export interface Label extends Point {
  readonly text: string;
}

/** Part of the drawing that is taken. */
interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * What each line is labelled with, where there is room beside boxes and other labels; what comes or goes is placed
 * first. Nothing is lost without a label: the line's title and the table tell the same.
 */
export function labelsOf(lines: readonly Line[], boxes: readonly Box[]): ReadonlyMap<Line, Label> {
  const taken: Area[] = boxes.map(({ x, y, height }) => ({ x, y, width: boxWidth, height }));
  const labels = new Map<Line, Label>();
  const stands = ({ connection }: Line): number => (connection.state === "standing" ? 1 : 0);
  for (const line of [...lines].sort((a, b) => stands(a) - stands(b))) {
    const text = shortened(portsText(line.connection));
    const spot = placesOn(line.stretches).find((place) => !taken.some((one) => overlap(one, areaOf(place, text))));
    if (!spot) continue;
    taken.push(areaOf(spot, text));
    labels.set(line, { text, ...spot });
  }
  return labels;
}

export const shortened = (text: string): string =>
  [...text].length > longest ? `${[...text].slice(0, longest - 1).join("")}…` : text;

/** Points on a line where a label may be, the best first. */
const placesOn = (stretches: readonly Stretch[]): Point[] =>
  [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75].flatMap((part) => stretches.map((stretch) => pointOn(stretch, part)));

/** A point of the curve that `curve` in drawing.ts draws: its handles lie halfway between its ends. */
function pointOn({ from, to }: Stretch, t: number): Point {
  const handles = 3 * t * (1 - t);
  const middle = (from.x + to.x) / 2;
  return {
    x: Math.round((1 - t) ** 3 * from.x + handles * middle + t ** 3 * to.x),
    y: Math.round(from.y + (to.y - from.y) * (t ** 3 + handles * t)),
  };
}

const areaOf = ({ x, y }: Point, text: string): Area => {
  const width = text.length * characterWidth + 4;
  return { x: x - width / 2, y: y - labelHeight / 2, width, height: labelHeight };
};

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
