import { type Danger, dangers, type Review } from "../model";
import { type Markup, markup } from "./markup";

const meanings: Readonly<Record<Danger, string>> = {
  irreversible: "going back does not bring back what is lost",
  outage: "something stops, for a while or for good",
  exposure: "something is open that was closed",
  change: "something is different",
  relief: "something can hurt no more",
};

export const legend = (): Markup => markup`<details class="legend"><summary>What the words of danger mean</summary>
<dl>
${dangers.map((danger) => markup`<div><dt><span class="badge ${danger}">${danger}</span></dt><dd>${meanings[danger]}</dd></div>`)}
</dl></details>`;

/** Three selects that only the script brings to life, so it is the script that shows them. */
export function filterForm({ stacks }: Review): Markup {
  const kinds = [...new Set(stacks.flatMap(({ changes }) => changes.map(({ kind }) => kind)))].sort();
  return markup`<form id="filter" role="search" aria-label="Filter the report" hidden>
${choice(
  "stack",
  "Stack",
  stacks.map(({ stack }) => stack),
)}
${choice("kind", "Kind of object", kinds)}
${choice("danger", "Danger", dangers)}
<button type="reset">Show all</button>
<output id="shown"></output>
</form>`;
}

const choice = (name: string, label: string, values: readonly string[]): Markup =>
  markup`<label>${label} <select name="${name}"><option value="">all</option>
${values.map((value) => markup`<option value="${value}">${value}</option>`)}
</select></label>`;
