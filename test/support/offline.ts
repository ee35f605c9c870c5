import { leakedPromises } from "./leaks";
import { goldenStack } from "./golden-stacks";
import { type KubernetesObject, manifests } from "../../review/manifests";
import { layered, type OfflineRun, runOffline } from "../../review/offline";
import { readSettings, readStackFile, type Settings, type Tree } from "../../settings";
import { checks } from "../../components/checks";

export const stacks = ["dev", "staging", "production"] as const;

/** The runs of test/golden's stacks as they are: many suites ask for them, and none may change what it gets. */
const plainRuns = new Map<string, Promise<OfflineRun>>();

/**
 * The program of one of test/golden's stacks run offline, with settings laid over its stack file. Fails when a promise
 * is left hanging.
 */
export function run(name: string, overrides: Tree = {}): Promise<OfflineRun> {
  if (Object.keys(overrides).length > 0) return freshRun(name, overrides);
  const there = plainRuns.get(name) ?? freshRun(name).then(frozen);
  plainRuns.set(name, there);
  return there;
}

async function freshRun(name: string, overrides: Tree = {}): Promise<OfflineRun> {
  const { stack, file } = goldenStack(name);
  const result = await runOffline(file, stack, overrides);
  expect(leakedPromises()).toBe(0);
  return result;
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** Its Kubernetes objects, by "<namespace or _cluster>/<Kind>-<name>.yaml". */
export const objects = async (name: string, overrides: Tree = {}): Promise<ReadonlyMap<string, KubernetesObject>> =>
  manifests((await run(name, overrides)).resources);

/** Parsed and checked settings of one of test/golden's stacks, with others laid over them. */
export function settingsOf(name: string, overrides: Tree = {}): Settings {
  const { stack, file } = goldenStack(name);
  const { config } = readStackFile(file);
  return readSettings(layered(config, overrides), () => false, stack, checks);
}
