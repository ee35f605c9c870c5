import type { OutputMap, Stack } from "@pulumi/pulumi/automation";
import { startControlPlane, kubeconfigFile } from "../../lab/control-plane";
import { labContext, labFolder } from "../../lab/folders";
import { type Provider, startProvider } from "../../lab/provider";
import { build, isBuilt, type ToolName, tools } from "../../lab/tools";
import type { Tree } from "../../settings";
import { Failure } from "../failure";
import { type Group, runSteps, type Step } from "../steps";
import { cliFailure } from "./cli-errors";
import { findPlugin, labProvider, rememberLabProvider } from "./provider";
import { type FoundCli, findPulumiCli } from "./pulumi-cli";
import { Listener, type Run } from "./report";
import { engineEnvironment, openStack, type StackFile, standInEnvironment, type Target } from "./workspace";

/** The door of this folder: one operation of the Pulumi engine on one stack. */
export { type Change, type Run, sign } from "./report";
export { type Target, targetSettings } from "./workspace";

export type Operation = "up" | "preview" | "refresh" | "destroy";

export interface Outcome extends Run {
  readonly outputs: Tree;
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

/** Programs that a lab consists of. */
export const labTools = ["etcd", "kubernetes", "kwok"] as const satisfies readonly ToolName[];

const title = (tool: ToolName): string => `${tool} ${tools[tool].version}`;

/** The steps that bring the lab up: what is missing is built side by side, then everything is started. */
export const labSteps = (): (Step | Group)[] => [
  ...buildSteps(labTools),
  { title: "Start the lab", run: () => startControlPlane() },
];

/** A step for each tool that is not built yet. */
export const buildSteps = (names: readonly ToolName[]): Group[] => {
  const missing = names.filter((name) => !isBuilt(name));
  return missing.length === 0
    ? []
    : [
        {
          title: "Build what is missing, once",
          steps: missing.map((name) => ({ title: title(name), run: () => build(name) })),
        },
      ];
};

/**
 * Runs an operation with the real engine, with everything that this needs: the CLI, the provider, the lab.
 *
 * @throws Failure with the engine's own errors
 * @throws NoPulumiCli
 */
export async function operate(operation: Operation, stack: StackFile, target: Target): Promise<Outcome> {
  const environment = engineEnvironment(target);
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
  const run: Step = {
    title: `${operation} ${stack.name}`,
    run: async (tell) => {
      const { command } = cli as FoundCli;
      try {
        const opened = await openStack(stack, target, command, environment);
        outcome = { ...(await perform(opened, operation, tell)), standIn: provider !== undefined };
      } catch (error) {
        throw cliFailure(error);
      }
    },
  };
  try {
    await runSteps([findCli, ...(target.isLab ? labSteps() : []), findProvider, run]);
  } finally {
    provider?.stop();
    // Without a CLI the error itself tells them.
    if (cli) for (const line of refused) console.log(`  ${line}`);
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

async function perform(
  stack: Stack,
  operation: Operation,
  tell: (line: string) => void,
): Promise<Run & { outputs: Tree }> {
  const listener = new Listener(tell);
  const options = { onEvent: listener.hear, color: "never", parallel } as const;
  try {
    const outputs = await {
      up: async () => (await stack.up(options)).outputs,
      preview: async () => (await stack.preview(options), {}),
      refresh: async () => (await stack.refresh(options), {}),
      destroy: async () => (await stack.destroy(options), {}),
    }[operation]();
    const values = Object.entries(outputs as OutputMap).map(([name, { value }]) => [name, value as unknown]);
    return { ...listener.run, outputs: Object.fromEntries(values) as Tree };
  } catch (error) {
    const { errors } = listener.run;
    throw errors.length > 0 ? new Failure(errors.join("\n")) : error;
  }
}
