import { type Judged, ruleInfos, type Verdict } from "../../policy/offline";
import { counted } from "../../review/words";

/** A verdict as far as it is told. */
export type Told = Pick<Judged, "rule" | "level" | "found" | "why" | "more"> & Partial<Pick<Verdict, "outcome">>;

/** By rule: what it asks, why, and each finding with what mends it. */
export function verdictLines(verdicts: readonly Told[]): string[] {
  return ruleInfos.flatMap(({ name, description, severity, framework, why }) => {
    const its = verdicts.filter(({ rule }) => rule === name).sort((a, b) => (a.found < b.found ? -1 : 1));
    if (its.length === 0) return [];
    const { version, reference } = framework;
    const standard = `${framework.name}${version === undefined ? "" : ` ${version}`}, ${reference}`;
    const level = its.find((one) => one.level !== "none")?.level;
    return [
      `${name}${level === undefined ? "" : ` (${level}, ${severity})`}: ${description}`,
      `  why: ${why}`,
      `  see: ${standard}`,
      ...its.flatMap((one) => [
        `  - ${one.found}`,
        ...(one.why === undefined || one.why === why ? [] : [`    why: ${one.why}`]),
        ...one.more.map((line) => `    ${line}`),
      ]),
      "",
    ];
  });
}

/** "2 mandatory violations, 7 advisory ones, 1 exempt, 0 not judged" */
export function verdictCounts(verdicts: readonly Judged[]): string {
  const count = (is: (one: Judged) => boolean): number => verdicts.filter(is).length;
  return [
    counted(
      count(({ level }) => level === "mandatory"),
      "mandatory violation",
    ),
    counted(
      count(({ level }) => level === "advisory"),
      "advisory one",
    ),
    `${count(({ outcome }) => outcome === "exempt")} exempt`,
    `${count(({ outcome }) => outcome === "unjudged")} not judged`,
  ].join(", ");
}

/** One line of what is in nobody's way: how many of each rule, and the command that shows them. */
export function adviceLines(verdicts: readonly Told[], command: string): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of verdicts) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  if (counts.size === 0) return [];
  const list = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `${rule} ${count}`);
  return [`Policies advise on ${counted(verdicts.length, "thing")} (${list.join(", ")}): ${command}`];
}
