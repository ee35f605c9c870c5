import {
  type Policies,
  PolicyPack,
  type PolicyPackConfig,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { exemptions } from "./judge/exemptions";
import { type Given, Judge, type Verdict, verdictText } from "./judge/judge";
import type { Resource } from "./judge/object";
import type { Rule } from "./judge/rule";
import { type Environment, levels } from "./levels";
import { rules } from "./rules";

/** The one place that knows CrossGuard: rules become policies, verdicts become what the engine prints. */

/** Starts to serve the pack to the engine: once in a process, and never where tests import it. */
export function servePack(name: string, environment: Environment, config: PolicyPackConfig): void {
  new PolicyPack(name, { policies: policies(environment, new Date().toISOString().slice(0, 10)) }, config);
}

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
    remediationSteps: rule.why,
    configSchema: {
      properties: Object.fromEntries(
        Object.entries({ ...rule.settings, exemptions }).map(([key, { schema }]) => [key, schema]),
      ),
    },
    // Before a resource is created, and once more when all of it is known.
    validateResource: ({ type, name, urn, props, opts, getConfig }, report) => {
      const { protect, deleteBeforeReplace } = opts;
      const resource = { type, name, urn, props, protect, deleteBeforeReplace: deleteBeforeReplace ?? false };
      tell(judge.resource(rule, resource, getConfig<Given>()), report);
    },
    validateStack: ({ resources, getConfig }, report) => {
      const all = resources.map(({ type, name, urn, props, opts }): Resource => {
        return { type, name, urn, props, protect: opts.protect };
      });
      tell(judge.stack(rule, all, getConfig<Given>()), report);
    },
  };
}

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
