import { driftItems } from "../../review/drift";
import type { Registered } from "../../review/offline";
import type { Review, StackReview } from "../../review/report/model";
import { reviewStack } from "../../review/report/stack";
import { operate, type Outcome, ProtectedObjects, targetSettings } from "../engine";
import { Failure } from "../failure";
import { rendered, stackFileOf } from "../offline";
import { environmentSetting } from "../policy";
import { readPolicyConfigs } from "../policy/config";
import { checkContext, targetOf } from "../target";
import { headName } from "./base";
import { renderedSide } from "./sides";

/**
 * What an update would do to stacks as they are in a cluster now, from the events of the engine's own preview; what
 * others changed there since the last update is told as drift.
 *
 * @param context the cluster; without one, the lab
 * @throws NoPulumiCli
 */
export async function reviewLive(names: readonly string[], context: string | undefined): Promise<Review> {
  const stacks: StackReview[] = [];
  for (const name of names) stacks.push(await liveStack(name, context));
  return { base: context ?? "the lab", head: await headName(), stacks };
}

async function liveStack(stack: string, context: string | undefined): Promise<StackReview> {
  const target = targetOf(context);
  const options = { stack };
  const offline = await rendered(options, targetSettings(target));
  if (!target.isLab) checkContext(target.context, offline);
  const environment = environmentSetting(options);
  const [policyConfig] = readPolicyConfigs();
  const side = (resources: readonly Registered[]) => renderedSide(stack, resources, environment, policyConfig);
  let outcome: Outcome;
  try {
    const policies = { config: undefined, environment };
    outcome = await operate("review", { name: stack, file: stackFileOf(options) }, target, policies, process.stderr);
  } catch (error) {
    // The other stacks have their report all the same.
    if (error instanceof ProtectedObjects) return unplanned(stack, guardWords(error));
    if (error instanceof Failure) return unplanned(stack, error.message);
    throw error;
  }
  const before = outcome.steps.flatMap(({ before }) => before ?? []);
  const after = outcome.steps.flatMap(({ after, op }) => (op === "delete" || !after ? [] : after));
  const base = before.length === 0 ? ({ state: "absent" } as const) : side(before);
  return reviewStack(stack, base, side(after), { drift: driftItems(outcome.drifted) });
}

const unplanned = (stack: string, fault: string): StackReview =>
  reviewStack(stack, { state: "absent" }, { state: "unreadable", fault });

const guardWords = ({ objects }: ProtectedObjects): string =>
  [
    "the engine refuses, since these are protected, and would be replaced or deleted:",
    ...objects.map(({ title, fields }) => `  ${title}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`),
  ].join("\n");
