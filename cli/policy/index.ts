import {
  type Environment,
  environmentOf,
  environments,
  judgeAll,
  type Judged,
  type PackConfig,
  type Resource,
  ruleInfos,
} from "../../policy/offline";
import type { OfflineRun } from "../../review/offline";
import { counted } from "../../review/words";
import { readStackFile } from "../../settings";
import { exitCode, Failure } from "../failure";
import { rendered, stackFileOf, type StackOptions } from "../offline";
import { readPolicyConfigs } from "./config";
import { type Told, verdictCounts, verdictLines } from "./report";
import { readState } from "./state";

/** The door of this folder: the policy pack without the engine. */
export { readPolicyConfigs } from "./config";
export { adviceLines, type Told, verdictLines } from "./report";

export interface PolicyOptions {
  readonly stack?: string;
  readonly configFile?: string;
  /** A state instead of a stack's render. */
  readonly file?: string;
  readonly environment?: string;
  readonly policyConfig?: string;
  readonly json?: true;
}

/**
 * `npm run policy`: judges a render or a state by all rules, with neither CLI nor cluster. A mandatory rule that is
 * broken makes the process fail.
 */
export async function policyCommand(options: PolicyOptions): Promise<void> {
  const configs = readPolicyConfigs(options.policyConfig);
  const { what, environment, resources } = await subject(options);
  const verdicts = judgeAll(resources, environment, configs, today());
  if (options.json) console.log(JSON.stringify(verdicts, null, 2));
  else {
    const heading = `${what}, judged as ${environment} by ${ruleInfos.length} rules:`;
    console.log([heading, "", ...verdictLines(verdicts), `${verdictCounts(verdicts)}.`].join("\n"));
  }
  if (verdicts.some(({ level }) => level === "mandatory")) process.exitCode = exitCode.failed;
}

interface Subject {
  readonly what: string;
  readonly environment: Environment;
  readonly resources: readonly Resource[];
}

async function subject({ stack, configFile, file, environment }: PolicyOptions): Promise<Subject> {
  if ((stack === undefined) === (file === undefined)) {
    throw new Failure("Judge what? Give --stack NAME for a render, or --file STATE for a state.", exitCode.badInput);
  }
  if (environment !== undefined && !environments.some((one) => one === environment)) {
    throw new Failure(`There is no environment ${environment}: ${environments.join(", ")}`, exitCode.badInput);
  }
  if (file !== undefined) {
    const state = readState(file);
    return {
      what: `The state in ${file}`,
      environment: environmentOf(state.stack, environment),
      resources: state.resources,
    };
  }
  const options = { stack: stack as string, configFile };
  const run = await rendered(options);
  return {
    what: `The render of ${stack}`,
    environment: environmentOf(options.stack, environment ?? environmentSetting(options)),
    resources: offlineResources(run.resources),
  };
}

/** The environment that a stack's settings name. */
export const environmentSetting = (options: StackOptions): string | undefined =>
  readStackFile(stackFileOf(options)).config["mop:environment"];

/** What a run registered, as the pack judges it. */
export const offlineResources = (registered: OfflineRun["resources"]): Resource[] =>
  registered.map(({ type, name, urn, inputs, protect }) => ({ type, name, urn, props: inputs, protect }));

/** "2026-11-23" */
export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * What stands in the way of a stack before anything is done, rules about the whole stack among it: the engine judges
 * the whole only when all is created.
 *
 * @param environment the one that the stack's settings name
 * @throws Failure with every mandatory violation
 */
export function refuseViolations(
  stack: string,
  { resources }: OfflineRun,
  environment: string | undefined,
  configs: readonly PackConfig[],
): void {
  const judgedAs = environmentOf(stack, environment);
  const broken = judgeAll(offlineResources(resources), judgedAs, configs, today()).filter(isMandatory);
  if (broken.length > 0) throw violated(stack, broken, "nothing was changed");
}

const isMandatory = ({ level }: Judged): boolean => level === "mandatory";

/** The failure that tells of mandatory violations. @param state what has become of the cluster */
export const violated = (stack: string, broken: readonly Told[], state: string): Failure =>
  new Failure(
    [
      `The stack ${stack} breaks policies in ${counted(broken.length, "place")}; ${state}.`,
      "",
      ...verdictLines(broken),
      "Rules and how to set them: policy/README.md",
    ].join("\n"),
  );
