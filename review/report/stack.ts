import type { Judged, PackConfig } from "../../policy/offline";
import { blastRadius, dangerOf, networkPaths } from "../blast";
import { compareStacks, objectTitle } from "../compare";
import type { Registered } from "../offline";
import { type EnginePlan, secondView, secondViewItems } from "../second-view";
import { objectLines } from "./lines";
import { type BlastItem, type ChangedObject, dangers, type PolicyLine, type StackReview } from "./model";

/** One version of a stack, as far as it could be had. */
export type StackSide =
  /** There is no such stack in this version. */
  | { readonly state: "absent" }
  /** Its settings are at fault, or its program failed. */
  | { readonly state: "unreadable"; readonly fault: string }
  | {
      readonly state: "rendered";
      readonly resources: readonly Registered[];
      /** What the policy pack is told in this version. */
      readonly policyConfig: PackConfig;
      /** What the pack says of it, told this. */
      readonly judged: (config: PackConfig) => readonly Judged[];
    };

type Rendered = StackSide & { state: "rendered" };

const nothing: Rendered = { state: "rendered", resources: [], policyConfig: {}, judged: () => [] };

/**
 * What a change does to one stack.
 *
 * @param plan what the engine would do, where it has been asked
 * @param drift what others changed where the stack is
 */
export function reviewStack(
  stack: string,
  base: StackSide,
  head: StackSide,
  { plan, drift = [] }: { readonly plan?: EnginePlan; readonly drift?: readonly BlastItem[] } = {},
): StackReview {
  const faults = (
    [
      ["base", base],
      ["head", head],
    ] as const
  ).flatMap(([side, one]) => (one.state === "unreadable" ? [{ side, text: one.fault }] : []));
  if (faults.length > 0) return { ...unread, stack, faults };
  const [before, after] = [base, head].map((side) => (side.state === "rendered" ? side : nothing));
  const comparison = compareStacks(before.resources, after.resources);
  const network = networkPaths(comparison.before, comparison.after);
  const state = base.state === "absent" ? "added" : head.state === "absent" ? "removed" : "compared";
  const was = violations(before.judged(before.policyConfig));
  const is = violations(after.judged(after.policyConfig));
  const unexcused = state === "compared" ? violations(after.judged(before.policyConfig)) : is;
  const engine = plan && secondView(comparison.changes, plan);
  const blast = blastRadius(comparison, network, [...secondViewItems(engine), ...drift, ...excused(unexcused, is)]);
  const count = (op: string): number => comparison.changes.filter((one) => one.op === op).length;
  return {
    stack,
    state,
    faults,
    tally: {
      added: count("added"),
      changed: count("changed"),
      removed: count("removed"),
      unchanged: comparison.unchanged,
    },
    blast,
    policies: policies(was, is, unexcused),
    changes: comparison.changes
      .map((change): ChangedObject => {
        const title = objectTitle(change);
        const { op, kind } = change;
        return { op, kind, title, danger: dangerOf(title, blast), lines: objectLines(change) };
      })
      .sort((a, b) => dangers.indexOf(a.danger) - dangers.indexOf(b.danger) || (a.title < b.title ? -1 : 1)),
    network,
    ...(engine ? { engine } : {}),
  };
}

const unread: Omit<StackReview, "stack" | "faults"> = {
  state: "unreadable",
  tally: { added: 0, changed: 0, removed: 0, unchanged: 0 },
  blast: [],
  policies: { introduced: [], fixed: [], standing: { mandatory: 0, advisory: 0 } },
  changes: [],
  network: [],
};

/** Violations that only count for less because the pack is told so: else they would seem to be mended. */
const excused = (unexcused: readonly PolicyLine[], is: readonly PolicyLine[]): BlastItem[] =>
  unexcused.flatMap((one): BlastItem[] => {
    const still = is.find((other) => isSame(one, other));
    if (still && (still.level === one.level || one.level === "advisory")) return [];
    const now = still ? "is advice from now on" : "is allowed from now on";
    return [{ danger: "exposure", subject: "policy/config.json", text: `${one.rule} ${now}: ${one.found}` }];
  });

const isSame = (a: PolicyLine, b: PolicyLine): boolean => a.rule === b.rule && a.found === b.found;

/** Advice about one place that is only worded anew, as of an image whose version is another. */
const isThere = (a: PolicyLine, b: PolicyLine): boolean => a.rule === b.rule && place(a) === place(b);

const place = ({ found }: PolicyLine): string => found.replace(/: .*$/, "");

function policies(
  was: readonly PolicyLine[],
  is: readonly PolicyLine[],
  unexcused: readonly PolicyLine[],
): StackReview["policies"] {
  const isIn = (list: readonly PolicyLine[], one: PolicyLine) => list.some((other) => isSame(one, other));
  const isStanding = (one: PolicyLine) =>
    isIn(was, one) || (one.level === "advisory" && was.some((other) => isThere(one, other)));
  const standing = is.filter(isStanding);
  const count = (level: PolicyLine["level"]) => standing.filter((one) => one.level === level).length;
  return {
    introduced: is.filter((one) => !isStanding(one)).sort(byLevel),
    fixed: was.filter((one) => !isIn(unexcused, one) && !standing.some((other) => isThere(one, other))).sort(byLevel),
    standing: { mandatory: count("mandatory"), advisory: count("advisory") },
  };
}

const byLevel = (a: PolicyLine, b: PolicyLine): number => (a.level === b.level ? 0 : a.level === "mandatory" ? -1 : 1);

const violations = (verdicts: readonly Judged[]): PolicyLine[] =>
  verdicts.flatMap(({ rule, level, found, more }) =>
    level === "none" ? [] : [{ rule, level, found, fix: (more[0] ?? "").replace(/^fix: /, "") }],
  );
