import {
  type BlastItem,
  type Danger,
  dangers,
  isUnchanged,
  type PolicyLine,
  type StackReview,
  type Tally,
} from "../model";
import { drawing } from "./drawing";
import { engineWords } from "../../second-view";
import { counted } from "../../words";
import { type Markup, markup, nothing } from "./markup";
import { badge, changedObjects } from "./objects";

/** Items of a blast radius that stand open; those after them, never worse, are folded. */
const shownItems = 20;

/** The section of a stack, found by its number from the list at the top. One line where nothing changes. */
export function stackSection(review: StackReview, number: number): Markup {
  const { stack, state, tally, faults, blast, policies, changes, network, engine } = review;
  const said = engine ? markup` <p class="engine">Engine: ${engineWords(engine)}</p>` : nothing;
  if (isUnchanged(review))
    return markup`<section id="stack-${number}" class="stack quiet" data-stack="${stack}"><h2>${stack}</h2> <p>no change in ${counted(tally.unchanged, "object")}</p>${said}</section>`;
  const about = { compared: "", added: "a new stack: ", removed: "a stack that goes: ", unreadable: "not compared: " };
  const told = state === "unreadable" ? "one side cannot be rendered" : tallyText(tally);
  return markup`<section id="stack-${number}" class="stack" data-stack="${stack}" aria-labelledby="stack-${number}-name">
<h2 id="stack-${number}-name">${stack}</h2>
<p class="tally">${about[state]}${told}</p>${said}
${faultList(faults)}
${blastList(blast, changes)}
${state === "unreadable" ? nothing : policyLists(policies)}
${drawing(network)}
${changedObjects(changes)}
</section>`;
}

export const tallyText = ({ added, changed, removed, unchanged }: Tally): string =>
  `${added} added, ${changed} changed, ${removed} removed, ${unchanged} as before`;

/** The worst that a stack's change brings about. */
export const worst = ({ blast, changes }: StackReview): Danger | undefined =>
  dangers.find((danger) => [...blast, ...changes].some((one) => one.danger === danger));

const faultList = (faults: StackReview["faults"]): Markup =>
  faults.length === 0
    ? nothing
    : markup`<div class="faults"><h3>Faults</h3>
<ul>
${faults.map(({ side, text }) => markup`<li><strong>${side === "base" ? "Before" : "After"}:</strong> <pre>${text}</pre></li>`)}
</ul></div>`;

function blastList(blast: readonly BlastItem[], changes: StackReview["changes"]): Markup {
  if (blast.length === 0) return nothing;
  const kinds = new Map(changes.map(({ title, kind }) => [title, kind]));
  const item = ({ danger, subject, text }: BlastItem): Markup =>
    markup`<li data-kind="${kinds.get(subject) ?? ""}" data-danger="${danger}">${badge(danger)} <span><strong>${subject || "The stack"}</strong> ${text}</span></li>`;
  const ordered = dangers.flatMap((danger) => blast.filter((one) => one.danger === danger));
  const [first, rest] = [ordered.slice(0, shownItems), ordered.slice(shownItems)];
  const more = markup`<details class="more"><summary>${rest.length} more: ${byDanger(rest)}</summary>
<ul>
${rest.map(item)}
</ul></details>`;
  return markup`<div class="blast"><h3>Blast radius</h3>
<ul>
${first.map(item)}
</ul>
${rest.length > 0 ? more : nothing}
<p class="empty" hidden>Nothing of this stack's blast radius matches the filter.</p></div>`;
}

/** "3 exposure, 2 change" */
const byDanger = (items: readonly BlastItem[]): string =>
  dangers
    .map((danger) => [items.filter((one) => one.danger === danger).length, danger] as const)
    .filter(([count]) => count > 0)
    .map(([count, danger]) => `${count} ${danger}`)
    .join(", ");

const policyLists = ({ introduced, fixed, standing }: StackReview["policies"]): Markup =>
  markup`<div class="policies"><h3>Policies</h3>
${policyList("Introduced", introduced)}
${policyList("Fixed", fixed)}
<p><strong>Standing:</strong> ${standing.mandatory} mandatory, ${standing.advisory} advisory.</p></div>`;

const policyList = (heading: string, lines: readonly PolicyLine[]): Markup =>
  lines.length === 0
    ? markup`<p><strong>${heading}:</strong> none.</p>`
    : markup`<h4>${heading}: ${lines.length}</h4>
<ul>
${lines.map(({ rule, level, found, fix }) => markup`<li><span class="badge ${level}">${level}</span> <span><strong>${rule}</strong> ${found}<br>fix: <code>${fix}</code></span></li>`)}
</ul>`;
