import type { NetworkPath } from "../model";
import { type Connection, connections, portsText } from "./connections";
import { type Label, labelsOf, shortened } from "./labels";
import { type Box, boxWidth, layout, type Layout, type Line, lineHeight, type Stretch } from "./layout";
import { counted } from "../../words";
import { type Markup, markup, nothing } from "./markup";

/** Who talks to whom: a drawing, and the same as a table. Open where something comes or goes. */
export function drawing(paths: readonly NetworkPath[]): Markup {
  const all = connections(paths);
  if (all.length === 0) return nothing;
  const changed = all.filter(({ state }) => state !== "standing").length;
  const told = changed === 0 ? "all as before" : `${changed} of them added, removed or changed`;
  return markup`<h3>Wiring</h3>
<details class="wiring"${changed > 0 ? markup` open` : nothing}><summary>Who talks to whom: ${counted(all.length, "connection")}, ${told}</summary>
<p class="key"><span class="added">dashed: added</span> <span class="removed">dotted: removed</span> <span class="changed">dash and dot: some ports come or go</span> <span class="standing">solid: as before</span></p>
<div class="scroll" role="region" aria-label="Drawing of the wiring" tabindex="0">
${svg(layout(all))}
</div>
<details><summary>The same as a table</summary>
${table(all)}
</details>
</details>`;
}

function svg(drawn: Layout): Markup {
  const { boxes, lines, loops, width, height } = drawn;
  const labels = labelsOf(lines, boxes);
  return markup`<svg role="img" aria-label="Who talks to whom, from the left to the right" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${lines.map(drawnLine)}
${loops.map(({ box, connection }) => drawnLoop(box, connection))}
${boxes.map(drawnBox)}
${lines.flatMap((line) => drawnLabel(line.connection.state, labels.get(line)))}
</svg>`;
}

function drawnLine({ connection, stretches, tip }: Line): Markup {
  const head = tip && `M${tip.x} ${tip.y}${tip.towards === "left" ? "l9-4v8z" : "l-9-4v8z"}`;
  return markup`<g class="edge ${connection.state}"><title>${titleOf(connection)}</title><path d="${stretches.map(curve).join("")}"/>${head ? markup`<path class="head" d="${head}"/>` : nothing}</g>`;
}

const titleOf = (connection: Connection): string => `${connection.from} → ${connection.to}: ${portsText(connection)}`;

/** Leaves and arrives level, so that an arrow's head needs no angle. */
function curve({ from, to }: Stretch): string {
  if (from.y === to.y) return `M${from.x} ${from.y}H${to.x}`;
  const middle = (from.x + to.x) / 2;
  return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** Out of the box's upper side and back into it. */
function drawnLoop({ x, y }: Box, connection: Connection): Markup {
  const [out, back] = [x + boxWidth - 40, x + boxWidth - 14];
  return markup`<g class="edge ${connection.state}"><title>${titleOf(connection)}</title><path d="M${out} ${y}C${out} ${y - 20} ${back} ${y - 20} ${back} ${y}"/><path class="head" d="M${back} ${y}l-4-9h8z"/><text x="${out - 4}" y="${y - 5}" text-anchor="end">${shortened(portsText(connection))}</text></g>`;
}

const drawnBox = ({ name, lines, x, y, height }: Box): Markup =>
  markup`<g class="node"><title>${name}</title><rect x="${x}" y="${y}" width="${boxWidth}" height="${height}" rx="5"/>${lines.map(
    (line, n) =>
      markup`<text x="${x + boxWidth / 2}" y="${y + height / 2 + (n - (lines.length - 1) / 2) * lineHeight + 4}" text-anchor="middle">${line}</text>`,
  )}</g>`;

const drawnLabel = (state: Connection["state"], label: Label | undefined): Markup[] =>
  label
    ? [markup`<text class="label ${state}" x="${label.x}" y="${label.y + 4}" text-anchor="middle">${label.text}</text>`]
    : [];

const table = (all: readonly Connection[]): Markup => markup`<table class="paths" aria-label="Who talks to whom">
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Ports</th><th scope="col">State</th></tr></thead>
<tbody>
${all.map(({ from, to, ports, state }) => markup`<tr><td>${from}</td><td>${to}</td><td>${ports}</td><td><span class="${state}">${state}</span></td></tr>`)}
</tbody>
</table>`;
