import {
  type Policies,
  PolicyPack,
  type PolicyPackConfig,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { exemptions } from "./judge/exemptions";
import { type Given, Judge, type Verdict, verdictText } from "./judge/judge";
import type { Resource } from "./judge/object";
import type { Rule } from "./judge/rule";
import { type Environment, levels } from "./levels";
import type { PackConfig } from "./offline";
import { type RuleName, rules } from "./rules";

/** The one place that knows CrossGuard: rules become policies, verdicts become what the engine prints. */

/** Starts to serve the pack to the engine: once in a process, and never where tests import it. */
export function servePack(name: string, environment: Environment, config: PackConfig): void {
  const today = new Date().toISOString().slice(0, 10);
  new PolicyPack(name, { policies: policies(environment, today) }, leveled(config, environment));
}

/**
 * The config with a level for every rule that it names. The SDK hands on a missing one as the first of its enumeration:
 * a mandatory rule would be advisory once something else is set about it (protoutil.ts, makeAnalyzerInfo).
 */
export const leveled = (config: PackConfig, environment: Environment): PolicyPackConfig =>
  Object.fromEntries(
    Object.entries(config).map(([name, one]) => [
      name,
      typeof one === "string" ? one : { enforcementLevel: levels[name as RuleName][environment], ...one },
    ]),
  );

/** @param today "2026-11-23" */
export function policies(environment: Environment, today: string): Policies {
  const judge = new Judge(today);
  return rules.map((rule) => policy(rule, levels[rule.name][environment], judge));
}

function policy(
  rule: Rule,
  enforcementLevel: ResourceValidationPolicy["enforcementLevel"],
  judge: Judge,
): ResourceValidationPolicy & StackValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel,
    severity: rule.severity,
    framework: { version: "", specification: "", ...rule.framework },
    remediationSteps: `${rule.why}. Each violation ends with the line that mends it.`,
    configSchema: {
      properties: Object.fromEntries(
        Object.entries({ ...rule.settings, exemptions }).map(([key, { schema }]) => [key, schema]),
      ),
    },
    // Before a resource is created, and once more when all of it is known.
    validateResource: (args, report) => tell(judge.resource(rule, resourceOf(args), args.getConfig<Given>()), report),
    validateStack: (args, report) =>
      tell(judge.stack(rule, args.resources.map(resourceOf), args.getConfig<Given>()), report),
  };
}

const resourceOf = ({
  type,
  name,
  urn,
  props,
  opts,
}: Pick<PolicyResource, "type" | "name" | "urn" | "props" | "opts">): Resource => {
  const { protect, deleteBeforeReplace = false } = opts;
  return { type, name, urn, props, protect, deleteBeforeReplace };
};

/** The engine takes more than its types say: an object may lower the level of a single report (policy.ts of the SDK). */
type ReportObject = (report: { message: string; urn?: string; enforcementLevel: "advisory" }) => void;

function tell(verdicts: readonly Verdict[], report: ReportViolation): void {
  for (const verdict of verdicts) {
    const { outcome, urn } = verdict;
    const message = verdictText(verdict);
    if (outcome === "violation") report(message, urn);
    else (report as unknown as ReportObject)({ message, urn, enforcementLevel: "advisory" });
  }
}
