import { resolve } from "node:path";
import { environmentVariable } from "../../policy/offline";
import type { Run } from "./report";
import { packProgram } from "./policy-pack";

/** How the pack is set for a run. */
export interface Policies {
  /** A file that goes before the pack's own config. */
  readonly config: string | undefined;
  /** The environment that the stack's settings name; else its name tells. */
  readonly environment: string | undefined;
}

/** Policies forbid what a run of the engine would do, or did until then. */
export class PolicyViolations extends Error {
  constructor(readonly run: Run) {
    super("policies are broken");
  }
}

/** Options of a run of the engine. */
export const policyOptions = ({ config }: Policies) => ({
  policyPacks: [packProgram],
  ...(config === undefined ? {} : { policyPackConfigs: [resolve(config)] }),
});

/** Environment of the engine's process, which the pack inherits. */
export const policyEnvironment = ({ environment }: Policies): Record<string, string> =>
  environment === undefined ? {} : { [environmentVariable]: environment };
