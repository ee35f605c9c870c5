import type { ChangedObject, Danger } from "../model";
import { counted } from "../../words";
import { type Markup, markup, nothing } from "./markup";
import { differing, type Row, sideBySide } from "./sides";

/** The danger in a word, coloured by its class. */
export const badge = (danger: Danger): Markup => markup`<span class="badge ${danger}">${danger}</span>`;

/** All changed objects of a stack, each folded. */
export function changedObjects(changes: readonly ChangedObject[]): Markup {
  if (changes.length === 0) return nothing;
  return markup`<div class="objects"><h3>Changed objects</h3>
${changes.map(changedObject)}
<p class="empty" hidden>No object of this stack matches the filter.</p></div>`;
}

const changedObject = ({ op, kind, title, danger, lines }: ChangedObject): Markup =>
  markup`<details class="object" data-kind="${kind}" data-danger="${danger}">
<summary>${badge(danger)} <span class="op">${op}</span> <span class="title">${title}</span> <span class="count">${counted(lines.length, "line")}</span></summary>
<table class="diff" aria-label="${title}">
<thead><tr><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
${sideBySide(lines).map(tableRow)}
</tbody>
</table>
</details>`;

export function tableRow(row: Row): Markup {
  if ("across" in row) return markup`<tr><td class="across" colspan="2">${row.across}</td></tr>`;
  if ("same" in row) return markup`<tr class="same"><td>${row.same}</td><td>${row.same}</td></tr>`;
  const { before, after } = row;
  if (before === undefined || after === undefined) {
    const field = !(before ?? after ?? "").startsWith(" ");
    return markup`<tr${field ? markup` class="field"` : nothing}>${side("was", "-", before)}${side("is", "+", after)}</tr>`;
  }
  const [head, was, is, tail] = differing(before, after);
  const marked = (middle: string): Markup =>
    // Where nothing is alike, a mark would say no more than the row does.
    middle === "" || head + tail === ""
      ? markup`${head}${middle}${tail}`
      : markup`${head}<mark>${middle}</mark>${tail}`;
  return markup`<tr>${side("was", "-", marked(was))}${side("is", "+", marked(is))}</tr>`;
}

const side = (name: "was" | "is", sign: "-" | "+", content: string | Markup | undefined): Markup =>
  content === undefined
    ? markup`<td class="none"></td>`
    : markup`<td class="${name}"><span class="sign">${sign}</span>${content}</td>`;
