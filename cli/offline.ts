import { checkout } from "../lab/folders";
import { layered, type OfflineRun, runOffline } from "../review/offline";
import { placeholderFaults, readSettings, readStackFile, stackFile, type Tree } from "../settings";
import { exitCode, Failure } from "./failure";

/** Which stack, and where its settings are if not in Pulumi.<stack>.yaml. */
export interface StackOptions {
  readonly stack: string;
  readonly configFile?: string;
}

export const stackFileOf = ({ stack, configFile }: StackOptions): string => configFile ?? stackFile(checkout, stack);

/**
 * A stack's program run offline.
 *
 * @param overrides settings laid over the stack file
 * @throws Failure with every fault of the stack file
 */
export const rendered = (options: StackOptions, overrides: Tree = {}): Promise<OfflineRun> =>
  withoutTrace(() => runOffline(stackFileOf(options), options.stack, overrides));

/** @throws Failure when a placeholder of the stack file has not been filled in */
export const refusePlaceholders = (options: StackOptions, overrides: Tree): Promise<void> =>
  withoutTrace(() => {
    const { config, secretKeys } = readStackFile(stackFileOf(options));
    const isSecret = (key: string) => secretKeys.includes(key);
    readSettings(layered(config, overrides), isSecret, options.stack, [placeholderFaults]);
  });

/** @throws Failure in the words of whatever was thrown: for a person, a stack trace would only bury them */
export async function withoutTrace<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof Error ? new Failure(error.message, exitCode.badInput) : error;
  }
}
