import { exemptions } from "./judge/exemptions";
import { type Given, Judge, type Verdict } from "./judge/judge";
import type { Resource } from "./judge/object";
import type { Rule } from "./judge/rule";
import type { JsonSchema } from "./judge/settings";
import { type Environment, type Level, levels } from "./levels";
import { type RuleName, rules } from "./rules";

/** The door for those who judge without the engine: renders and states. It loads nothing of Pulumi's. */
export { type Block, readAlloy } from "./configuration/alloy";
export { type Resource } from "./judge/object";
export { quantity } from "./judge/quantity";
export { type Verdict, verdictText } from "./judge/judge";
export { type Environment, environmentOf, environments, environmentVariable, type Level, levels } from "./levels";

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
 * The verdicts of all rules on the resources of one stack, by rule in the pack's order.
 *
 * @param configs what the engine is given: the pack's own config, then what goes before it
 * @param today "2026-11-23", for exemptions
 */
export function judgeAll(
  resources: readonly Resource[],
  environment: Environment,
  configs: readonly PackConfig[],
  today: string,
): Judged[] {
  return rules.flatMap((rule: Rule) => {
    const { level, given } = configured(rule, environment, configs);
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

/** One config after the other, each over those before it, as the engine lays them (pkg/resource/analyzer/config.go). */
function configured(
  { name }: Rule,
  environment: Environment,
  configs: readonly PackConfig[],
): { level: Level; given: Given } {
  let level: Level = levels[name as RuleName][environment];
  let given: Given = {};
  for (const config of configs) {
    const { enforcementLevel: general } = entry(config.all);
    const { enforcementLevel: own, ...settings } = entry(config[name]);
    level = own ?? general ?? level;
    given = { ...given, ...settings };
  }
  return { level, given };
}

const entry = (one: PackConfig[string] = {}) => (typeof one === "string" ? { enforcementLevel: one } : one);

const level: JsonSchema = { type: "string", enum: ["mandatory", "advisory", "disabled"] };

/** The JSON schema of a {@link PackConfig}; the engine itself lets pass what it does not know. */
export function configSchema(): object {
  const forRule = (properties: Readonly<Record<string, JsonSchema>>) => ({
    if: { type: "string" },
    then: level,
    else: { type: "object", properties: { enforcementLevel: level, ...properties }, additionalProperties: false },
  });
  const ofRule = ({ settings }: Rule) =>
    forRule(Object.fromEntries(Object.entries({ ...settings, exemptions }).map(([key, { schema }]) => [key, schema])));
  return {
    type: "object",
    properties: { all: forRule({}), ...Object.fromEntries(rules.map((rule: Rule) => [rule.name, ofRule(rule)])) },
    additionalProperties: false,
  };
}
