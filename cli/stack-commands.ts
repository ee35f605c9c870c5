import { join } from "node:path";
import type { PlatformOutputs } from "../components/platform";
import { checkout } from "../lab/folders";
import { nodeKind } from "../lab/node-kind";
import { manifests, writeManifests } from "../review/manifests";
import type { OfflineRun } from "../review/offline";
import { versions } from "../settings";
import { exitCode, Failure } from "./failure";
import { checkContext, targetOf } from "./target";
import { refusePlaceholders, rendered, stackFileOf } from "./offline";
import { adviceLines, environmentSetting, readPolicyConfigs, refuseViolations, violated } from "./policy";
import { type CommandOptions, protectionReport, volumeWarnings } from "./protected";
import {
  NoPulumiCli,
  type Operation,
  operate,
  type Outcome,
  PolicyViolations,
  ProtectedObjects,
  type Run,
  sign,
  type Target,
  targetSettings,
} from "./engine";

/** `npm run up|preview|refresh|destroy`: says what the stack is, runs the engine on it, says what came of it. */
export async function stackCommand(operation: Operation, options: CommandOptions): Promise<void> {
  const begun = Date.now();
  const file = stackFileOf(options);
  const target = targetOf(options.context);
  const offline = await rendered(options, targetSettings(target));
  if (operation === "up" || operation === "preview") await refusePlaceholders(options, targetSettings(target));
  if (!target.isLab) checkContext(target.context, offline);
  const policies = { config: options.policyConfig, environment: environmentSetting(options) };
  if (operation === "up" || operation === "preview") {
    const configs = readPolicyConfigs(policies.config);
    if (operation === "up") refuseViolations(options.stack, offline, policies.environment, configs);
  }
  console.log(plan(operation, options.stack, target, offline));
  try {
    const outcome = await operate(operation, { name: options.stack, file }, target, policies);
    console.log(result(operation, options, target, outcome, Math.round((Date.now() - begun) / 1_000)));
  } catch (error) {
    if (error instanceof PolicyViolations) {
      const state = operation === "up" ? "what came before them was done" : "nothing was changed";
      console.log(["", ...changeLines(operation, error.run)].join("\n"));
      throw violated(options.stack, error.run.violations, state);
    }
    if (error instanceof NoPulumiCli) throw renderInstead(options.stack, offline, error);
    if (error instanceof ProtectedObjects)
      throw new Failure(protectionReport(operation, options, error.objects), exitCode.badInput);
    throw error;
  }
}

function plan(operation: Operation, stack: string, target: Target, offline: OfflineRun): string {
  const objects = [...manifests(offline.resources).values()];
  const namespaces = [...new Set(objects.map(({ metadata }) => metadata.namespace ?? "the cluster"))].sort();
  const where = target.isLab ? "the lab" : `the cluster of context ${target.context}`;
  const lines = namespaces.map((namespace) => {
    const here = objects.filter(({ metadata }) => (metadata.namespace ?? "the cluster") === namespace);
    return `  ${namespace}: ${tally(here.map(({ kind }) => kind))}`;
  });
  const intent = { up: "will hold", preview: "would hold", refresh: "holds", destroy: "loses" }[operation];
  return [`Stack ${stack} ${intent} ${objects.length} objects on ${where}:`, ...lines, ""].join("\n");
}

/** "2 ConfigMap, 1 Service" */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

function result(
  operation: Operation,
  { stack, configFile }: CommandOptions,
  target: Target,
  outcome: Outcome,
  seconds: number,
): string {
  const { changes, outputs, advice } = outcome;
  const explain = `npm run policy -- --stack ${stack}${configFile === undefined ? "" : ` --config-file ${configFile}`}`;
  return [
    "",
    ...changeLines(operation, outcome),
    ...[...outcome.warnings, ...volumeWarnings(changes)].map((warning) => `Warning: ${warning}`),
    ...adviceLines(advice, explain),
    ...(operation === "up" ? ["", ...look(outputs, target)] : []),
    "",
    ...(outcome.standIn
      ? ["The lab's stand-in provider did this: its checks are the API server's, not those of Pulumi's plugin."]
      : []),
    `${operation} took ${seconds} s.`,
  ].join("\n");
}

/** What a run of the engine does, or would do. */
function changeLines(operation: Operation, { changes, unchanged }: Run): string[] {
  const verb = operation === "preview" ? "would change" : "changed";
  if (changes.length === 0) return [`Nothing ${verb}.`];
  const listed = changes.length <= 60 && !(operation === "up" && changes.every(({ op }) => op === "create"));
  const lines = changes.map(
    ({ op, title, fields }) => `  ${sign(op)} ${title}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`,
  );
  return [`${tally(changes.map(({ op }) => op))} (${unchanged} unchanged)`, ...(listed ? lines : [])];
}

/** What a person does next. */
function look(outputs: Outcome["outputs"], target: Target): string[] {
  const table = (name: string) =>
    Object.entries((outputs[name] ?? {}) as Record<string, string>).map(
      ([key, value]) => `  ${key.padEnd(10)} ${value}`,
    );
  const { agents } = outputs.namespaces as PlatformOutputs["namespaces"];
  return [
    "Endpoints in the cluster:",
    ...table("endpoints"),
    target.isLab && nodeKind() === "fake"
      ? "Look at it (the lab's pods are simulated: they are scheduled and ready, but answer nothing):"
      : "Look at it:",
    ...(target.isLab
      ? ["get pods --all-namespaces", `describe daemonset obi --namespace ${agents}`].map(
          (command) => `  npm run lab -- kubectl ${command}`,
        )
      : table("commands")),
  ];
}

function renderInstead(stack: string, offline: OfflineRun, { reasons }: NoPulumiCli): Failure {
  const folder = join("rendered", stack);
  const objects = manifests(offline.resources);
  writeManifests(join(checkout, folder), objects);
  return new Failure(
    [
      "No Pulumi CLI can be had on this machine:",
      ...reasons.map((reason) => `  ${reason}`),
      `The stack's ${objects.size} objects were written to ${folder} instead; nothing was changed anywhere.`,
      `Install the CLI (https://www.pulumi.com/docs/install/), or Go ${versions.go} and a network, and run this again.`,
    ].join("\n"),
    exitCode.renderedOnly,
  );
}
