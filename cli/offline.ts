import { checkout } from "../lab/folders";
import { type OfflineRun, runOffline } from "../review/offline";
import { stackFile, type Tree } from "../settings";
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
export async function rendered(options: StackOptions, overrides: Tree = {}): Promise<OfflineRun> {
  try {
    return await runOffline(stackFileOf(options), options.stack, overrides);
  } catch (error) {
    throw error instanceof Error ? new Failure(error.message, exitCode.badInput) : error;
  }
}
