import type { Judged } from "../../policy/offline";
import { blastRadius, dangerOf, networkPaths } from "../blast";
import { compareStacks, fieldChanges, objectTitle } from "../compare";
import type { Registered } from "../offline";
import { fieldLines, objectLines } from "./lines";
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
      readonly verdicts: readonly Judged[];
      /** What the policy pack is told to allow in this version. */
      readonly policyConfig: object;
    };

type Rendered = StackSide & { state: "rendered" };

const nothing: Rendered = { state: "rendered", resources: [], verdicts: [], policyConfig: {} };

/** What a change does to one stack. */
export function reviewStack(stack: string, base: StackSide, head: StackSide): StackReview {
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
  const blast = [...(state === "compared" ? allowed(before, after) : []), ...blastRadius(comparison, network)];
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
    policies: policies(before.verdicts, after.verdicts),
    changes: comparison.changes
      .map((change): ChangedObject => {
        const title = objectTitle(change);
        const { op, kind } = change;
        return { op, kind, title, danger: dangerOf(title, blast), lines: objectLines(change) };
      })
      .sort((a, b) => dangers.indexOf(a.danger) - dangers.indexOf(b.danger) || (a.title < b.title ? -1 : 1)),
    network,
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

/** A rule that is told to look away hides what it would have found: so that it is told comes first. */
const allowed = (before: Rendered, after: Rendered): BlastItem[] =>
  fieldChanges(before.policyConfig, after.policyConfig)
    .flatMap((change) => fieldLines(change).slice(0, 1))
    .map(({ sign, text }) => ({
      danger: "exposure",
      subject: "policy/config.json",
      text: `${sign} ${text.replace(/:$/, "")}`,
    }));

function policies(before: readonly Judged[], after: readonly Judged[]): StackReview["policies"] {
  const [was, is] = [violations(before), violations(after)];
  const isIn = (list: readonly PolicyLine[], one: PolicyLine) =>
    list.some(({ rule, found }) => rule === one.rule && found === one.found);
  const standing = is.filter((one) => isIn(was, one));
  const count = (level: PolicyLine["level"]) => standing.filter((one) => one.level === level).length;
  return {
    introduced: is.filter((one) => !isIn(was, one)).sort(byLevel),
    fixed: was.filter((one) => !isIn(is, one)).sort(byLevel),
    standing: { mandatory: count("mandatory"), advisory: count("advisory") },
  };
}

const byLevel = (a: PolicyLine, b: PolicyLine): number => (a.level === b.level ? 0 : a.level === "mandatory" ? -1 : 1);

const violations = (verdicts: readonly Judged[]): PolicyLine[] =>
  verdicts.flatMap(({ rule, level, found, more }) =>
    level === "none" ? [] : [{ rule, level, found, fix: (more[0] ?? "").replace(/^fix: /, "") }],
  );
