import { changes as providerChanges } from "../lab/provider/difference";
import type { Tree } from "../settings";
import { identityOf, type ObjectChange, objectTitle } from "./compare";
import type { Registered } from "./offline";
import type { BlastItem, EngineView, Fate } from "./report/model";
import { counted } from "./words";

/** What the engine would do to one resource. */
export interface EngineStep {
  /** As the engine calls it: "same", "create", "update", "replace", "delete". */
  readonly op: string;
  readonly before?: Registered;
  readonly after?: Registered;
}

/** A plan of the engine, or why there is none. */
export type EnginePlan =
  | {
      /** Whose it is: "Pulumi 3.276.0". */
      readonly engine: string;
      readonly steps: readonly EngineStep[];
    }
  | { readonly missing: string };

/**
 * Holds the engine's plan against what this review says of the same two versions. The engine goes by resource names,
 * and by what the program asks of it, aliases among it; the review goes by the objects alone.
 */
export function secondView(changes: readonly ObjectChange[], plan: EnginePlan): EngineView {
  if ("missing" in plan) return { state: "missing", reason: plan.missing };
  const { engine } = plan;
  // What is in a chart neither of the two can tell.
  const objects = changes.filter(({ before, after }) => (after ?? before)?.resource.custom);
  const here = new Map(objects.map((change) => [objectTitle(change), fate(change)]));
  const there = fates(plan.steps);
  const differences = [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((subject) => {
    const views = { here: here.get(subject) ?? "unchanged", engine: there.get(subject) ?? "unchanged" } as const;
    return views.here === views.engine ? [] : [{ subject, ...views }];
  });
  return differences.length === 0 ? { state: "agrees", engine } : { state: "differs", engine, differences };
}

/** In short, after "Engine: ". */
export function engineWords(view: EngineView): string {
  if (view.state === "missing") return `not asked, or no answer: ${view.reason}`;
  if (view.state === "agrees") return `${view.engine} plans the same`;
  return `${view.engine} plans otherwise in ${counted(view.differences.length, "place")}, which the blast radius tells`;
}

/** What the engine would do beyond what the fields of the objects say. */
export const secondViewItems = (view: EngineView | undefined): BlastItem[] =>
  view?.state !== "differs"
    ? []
    : view.differences.map(({ subject, here, engine }) => ({
        danger: isLosing(engine) ? "irreversible" : "change",
        subject,
        text: `${fateWords[engine]}, says ${view.engine}; by its fields it ${fateWords[here]}`,
      }));

const isLosing = (fate: Fate): boolean => fate === "removed" || fate === "replaced" || fate === "recreated";

const fateWords: Readonly<Record<Fate, string>> = {
  added: "is made",
  removed: "is deleted",
  changed: "is changed in place",
  replaced: "is deleted and made anew",
  recreated: "is deleted and made anew under another resource name (an alias would keep it)",
  unchanged: "stays as it is",
};

function fate({ op, fields, before, after }: ObjectChange): Fate {
  if (op !== "changed") return op;
  // Protection is a mark in the state, which no object shows.
  if (fields.length === 0) return "unchanged";
  const replaces = providerChanges(before?.inputs as Tree, after?.inputs as Tree).some(({ replaces }) => replaces);
  return replaces ? "replaced" : "changed";
}

function fates(steps: readonly EngineStep[]): ReadonlyMap<string, Fate> {
  const found = new Map<string, Fate>();
  const put = (resource: Registered, fate: Fate): void => {
    const title = objectTitle(identityOf(resource));
    const other = found.get(title);
    const isBoth = other !== undefined && other !== fate && [other, fate].every((one) => /^(added|removed)$/.test(one));
    found.set(title, isBoth ? "recreated" : fate);
  };
  for (const { op, before, after } of steps) {
    if (before && after && objectTitle(identityOf(before)) !== objectTitle(identityOf(after))) {
      put(before, "removed");
      put(after, "added");
    } else if (op === "create" && after) put(after, "added");
    else if (op === "delete" && before) put(before, "removed");
    else if (op === "replace" && after) put(after, "replaced");
    else if (op === "update" && after) put(after, "changed");
  }
  return found;
}
