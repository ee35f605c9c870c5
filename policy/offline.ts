import { exemptions } from "./judge/exemptions";
import { type Given, Judge, type Verdict } from "./judge/judge";
import type { Resource } from "./judge/object";
import type { Rule } from "./judge/rule";
import type { JsonSchema } from "./judge/settings";
import { type Environment, type Level, levels } from "./levels";
import { rules } from "./rules";

/** The door for those who judge without the engine: renders and states. It loads nothing of Pulumi's. */
export { type Resource } from "./judge/object";
export { type Verdict, verdictText } from "./judge/judge";
export { type Environment, environmentOf, environments, environmentVariable, type Level } from "./levels";

/** What `--policy-pack-config` holds: a level for a rule, or its level and settings; "all" for those not named. */
export type PackConfig = Readonly<Record<string, Level | ({ readonly enforcementLevel?: Level } & Given)>>;

/** A verdict, and what it counts: `none` for what is no violation. */
export interface Judged extends Verdict {
  readonly level: "mandatory" | "advisory" | "none";
}

/** A rule as a report names it. */
export type RuleInfo = Pick<Rule, "name" | "description" | "severity" | "framework" | "why">;

export const ruleInfos: readonly RuleInfo[] = rules;

/**
 * The verdicts of all rules on the resources of one stack, by rule in the pack's order, then by subject.
 *
 * @param config the same that the engine is given
 * @param today "2026-11-23", for exemptions
 */
export function judgeAll(
  resources: readonly Resource[],
  environment: Environment,
  config: PackConfig,
  today: string,
): Judged[] {
  return rules.flatMap((rule: Rule) => {
    const { level, given } = configured(rule, environment, config);
    if (level === "disabled") return [];
    const judge = new Judge(today);
    const verdicts = [
      ...resources.flatMap((resource) => judge.resource(rule, resource, given)),
      ...judge.stack(rule, resources, given),
    ];
    return verdicts
      .map((verdict): Judged => ({ ...verdict, level: verdict.outcome === "violation" ? level : "none" }))
      .sort((a, b) => (a.found < b.found ? -1 : 1));
  });
}

function configured(rule: Rule, environment: Environment, config: PackConfig): { level: Level; given: Given } {
  const own = config[rule.name] ?? {};
  const all = config.all ?? {};
  const { enforcementLevel, ...given } = typeof own === "string" ? { enforcementLevel: own } : own;
  const general = typeof all === "string" ? all : all.enforcementLevel;
  const byDefault = levels[rule.name as keyof typeof levels][environment];
  return { level: (enforcementLevel ?? general ?? byDefault) as Level, given };
}

const level: JsonSchema = { type: "string", enum: ["mandatory", "advisory", "disabled"] };

/** The schema of a {@link PackConfig}, as the engine checks it. */
export function configSchema(): { readonly properties: Readonly<Record<string, unknown>> } & Readonly<
  Record<string, unknown>
> {
  const forRule = (properties: Readonly<Record<string, JsonSchema>>) => ({
    anyOf: [
      level,
      { type: "object", properties: { enforcementLevel: level, ...properties }, additionalProperties: false },
    ],
  });
  const ofRule = ({ settings }: Rule) =>
    forRule(Object.fromEntries(Object.entries({ ...settings, exemptions }).map(([key, { schema }]) => [key, schema])));
  return {
    type: "object",
    properties: {
      all: forRule({}),
      ...Object.fromEntries(rules.map((rule: Rule) => [rule.name, ofRule(rule)])),
    },
    additionalProperties: false,
  };
}
