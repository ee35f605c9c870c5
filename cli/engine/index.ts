import type { EngineEvent, OutputMap, Stack } from "@pulumi/pulumi/automation";
import { kubeconfigFile } from "../../lab/control-plane";
import { labContext, labFolder } from "../../lab/folders";
import { type Provider, startProvider } from "../../lab/provider";
import type { EngineStep } from "../../review/second-view";
import type { Tree } from "../../settings";
import { exitCode, Failure } from "../failure";
import { labSteps } from "../lab-steps";
import { runSteps, type Step } from "../steps";
import { cliFailure } from "./cli-errors";
import { type Policies, policyEnvironment, policyOptions, PolicyViolations } from "./policies";
import { PlanListener } from "./plan";
import { compilePack } from "./policy-pack";
import { findPlugin, labProvider, rememberLabProvider } from "./provider";
import { type FoundCli, findPulumiCli } from "./pulumi-cli";
import { type Guarded, ProtectedObjects } from "./protection";
import { Listener, type Run, titleOf } from "./report";
import {
  engineEnvironment,
  openStack,
  protectedUrns,
  type StackFile,
  standInEnvironment,
  type Target,
} from "./workspace";

/** The door of this folder: one operation of the Pulumi engine on one stack. */
export { type Policies, PolicyViolations } from "./policies";
export { type Guarded, ProtectedObjects } from "./protection";
export { type Change, type Run, sign } from "./report";
export { type Target, targetSettings } from "./workspace";

export type Operation = "up" | "preview" | "refresh" | "destroy";

/** A preview that looks at the cluster first, and judges nothing. */
export type LiveReview = "review";

export interface Outcome extends Run {
  readonly outputs: Tree;
  /** What would be done to each object; of a preview only. */
  readonly steps: readonly EngineStep[];
  /** Objects that are not in the cluster as the stack's last run left them; where it was looked. */
  readonly drifted: readonly EngineStep[];
  /** True when the lab's stand-in provider did the work. */
  readonly standIn: boolean;
}

/** No Pulumi CLI is on this machine, and none could be had; `reasons` says what was tried. */
export class NoPulumiCli extends Error {
  constructor(readonly reasons: readonly string[]) {
    super("there is no Pulumi CLI");
  }
}

export const labTarget: Target = { kubeconfig: kubeconfigFile(labFolder), context: labContext, isLab: true };

/** Objects at a time: they wait for the cluster, not for this machine. */
export const parallel = 32;

/**
 * Runs an operation with the real engine, with everything that this needs: the CLI, the provider, the lab.
 *
 * @param progress where it is told what is being done
 * @throws Failure with the engine's own errors
 * @throws ProtectedObjects before anything is changed
 * @throws PolicyViolations
 * @throws NoPulumiCli
 */
export async function operate(
  operation: Operation | LiveReview,
  stack: StackFile,
  target: Target,
  policies: Policies,
  progress: NodeJS.WriteStream = process.stdout,
): Promise<Outcome> {
  const environment = { ...engineEnvironment(target), ...policyEnvironment(policies) };
  const refused: string[] = [];
  let cli: FoundCli | undefined;
  let provider: Provider | undefined;
  let outcome: Outcome | undefined;

  const findCli: Step = {
    title: "Pulumi CLI",
    run: async (tell) => {
      cli = await findPulumiCli(tell, (line) => refused.push(line));
      if (!cli) throw new NoPulumiCli(refused);
      return `${cli.command.version?.version ?? "unknown version"}, ${cli.origin}`;
    },
  };
  const findProvider: Step = {
    title: "Kubernetes provider",
    run: async (tell) => {
      const found = cli && (await providerFor(target, cli, environment, tell, refused));
      provider = found?.standIn;
      if (provider) Object.assign(environment, standInEnvironment(provider.port));
      return found?.words;
    },
  };
  const judged = operation === "up" || operation === "preview";
  const pack: Step = { title: "Policy pack", run: compilePack };
  const run: Step = {
    title: `${operation} ${stack.name}`,
    run: async (tell) => {
      const { command } = cli as FoundCli;
      try {
        const opened = await openStack(stack, target, command, environment);
        if (operation === "up" || operation === "destroy") await refuseProtected(opened, operation, tell);
        outcome = {
          ...(await perform(opened, operation, tell, judged ? policyOptions(policies) : {})),
          standIn: provider !== undefined,
        };
      } catch (error) {
        throw cliFailure(error);
      }
    },
  };
  try {
    const steps = [findCli, ...(judged ? [pack] : []), ...(target.isLab ? await labSteps() : []), findProvider, run];
    await runSteps(steps, progress);
  } finally {
    provider?.stop();
    // Without a CLI the error itself tells them.
    if (cli) for (const line of refused) progress.write(`  ${line}\n`);
  }
  return outcome as Outcome;
}

async function providerFor(
  target: Target,
  { command }: FoundCli,
  environment: Record<string, string>,
  tell: (line: string) => void,
  refused: string[],
): Promise<{ words: string; standIn?: Provider }> {
  const remembered = target.isLab ? labProvider() : undefined;
  const plugin =
    remembered === "stand-in" ? undefined : await findPlugin(command, environment, tell, (line) => refused.push(line));
  if (plugin) {
    if (target.isLab) rememberLabProvider("plugin");
    return { words: `Pulumi's plugin, ${plugin}` };
  }
  if (remembered === "plugin") {
    throw new Failure(
      [
        "Pulumi's Kubernetes provider plugin made this lab's stacks, and it cannot be had any more.",
        "Bring it back, or begin with a new lab: npm run lab -- stop --purge",
      ].join("\n"),
    );
  }
  if (!target.isLab) {
    throw new Failure(
      [
        `Pulumi's Kubernetes provider plugin is needed for ${target.context}, and it cannot be had here.`,
        "Install it on a machine with a network: pulumi plugin install resource kubernetes",
      ].join("\n"),
    );
  }
  rememberLabProvider("stand-in");
  return {
    words: "the lab's stand-in, since Pulumi's plugin cannot be had here",
    standIn: await startProvider(kubeconfigFile(labFolder), labContext),
  };
}

/**
 * The engine looks at an object's protection when its turn comes, with others changed or deleted by then.
 *
 * @throws ProtectedObjects
 */
async function refuseProtected(stack: Stack, operation: "up" | "destroy", tell: (line: string) => void): Promise<void> {
  const titles = (await protectedUrns(stack)).map(titleOf).sort();
  if (titles.length === 0) return;
  if (operation === "destroy") throw new ProtectedObjects(titles.map((title) => ({ title, fields: [] })));
  tell("making sure that it keeps what is protected");
  await perform(stack, "preview", () => {}, {});
}

async function perform(
  stack: Stack,
  operation: Operation | LiveReview,
  tell: (line: string) => void,
  judging: ReturnType<typeof policyOptions> | Record<string, never>,
): Promise<Omit<Outcome, "standIn">> {
  const listener = new Listener(tell);
  const plan = new PlanListener();
  const onEvent = (event: EngineEvent): void => {
    listener.hear(event);
    plan.hear(event);
  };
  const options = { onEvent, color: "never", parallel } as const;
  try {
    const outputs = await {
      up: async () => (await stack.up({ ...options, ...judging })).outputs,
      preview: async () => (await stack.preview({ ...options, ...judging }), {}),
      review: async () => (await stack.preview({ ...options, refresh: true }), {}),
      refresh: async () => (await stack.refresh(options), {}),
      destroy: async () => (await stack.destroy(options), {}),
    }[operation]();
    const values = Object.entries(outputs as OutputMap).map(([name, { value }]) => [name, value as unknown]);
    const { steps, drifted } = plan;
    return { ...listener.run, steps, drifted, outputs: Object.fromEntries(values) as Tree };
  } catch (error) {
    const { errors, guarded, changes, violations } = listener.run;
    if (violations.length > 0) throw new PolicyViolations(listener.run);
    if (guarded.length > 0) {
      const objects = [...new Set(guarded)].sort().map((title): Guarded => {
        const change = changes.find((one) => one.title === title);
        return { title, fields: change?.fields ?? [] };
      });
      throw new ProtectedObjects(objects);
    }
    if (errors.length === 0) throw error;
    // The engine may tell the same twice, of the stack and of its program.
    const told = [...new Set(errors)];
    throw new Failure(told.join("\n"), told.every(isFaulty) ? exitCode.badInput : exitCode.failed);
  }
}

/** Whether it is the report on a stack file: some faults show only when a cluster is asked. */
const isFaulty = (error: string): boolean => /^Pulumi\..+\.yaml has \d+ faults?; nothing was changed\.\n/.test(error);
