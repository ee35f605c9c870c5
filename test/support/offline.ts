import { leakedPromises } from "./leaks";
import { checkout } from "../../lab/folders";
import { type KubernetesObject, manifests } from "../../review/manifests";
import { type OfflineRun, runOffline } from "../../review/offline";
import { parseSettings, readSettings, readStackFile, type Settings, stackFile, type Tree } from "../../settings";
import { checks } from "../../components/checks";

export const stacks = ["dev", "staging", "production"] as const;

/** A stack's program run offline, with settings laid over its stack file. Fails when a promise is left hanging. */
export async function run(stack: string, overrides: Tree = {}): Promise<OfflineRun> {
  const result = await runOffline(stackFile(checkout, stack), stack, overrides);
  expect(leakedPromises()).toBe(0);
  return result;
}

/** The Kubernetes objects of a stack, by "<namespace or _cluster>/<Kind>-<name>.yaml". */
export const objects = async (stack: string, overrides: Tree = {}): Promise<ReadonlyMap<string, KubernetesObject>> =>
  manifests((await run(stack, overrides)).resources);

/** Parsed settings of a stack with no stack file: the defaults of its environment and what is laid over them. */
export const settingsOf = (environment: string, input: Tree = {}): Settings =>
  parseSettings(input, environment, checks);

/** Parsed settings of a shipped stack file. */
export function shippedSettings(stack: string): Settings {
  const { config, secretKeys } = readStackFile(stackFile(checkout, stack));
  return readSettings(config, (key) => secretKeys.includes(key), stack, checks);
}
