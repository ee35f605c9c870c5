import type { Fault } from "./faults";
import { shown } from "./faults";
import { leaves } from "./tree";
import type { Settings } from "./types";

/**
 * A value that only the user can know stands in a shipped stack file as "set-me", or "set-me-..." where two must
 * differ: right in form, so that the stack renders and is reviewed as it is. The words of the commands that mend a
 * fault are no values either, nor are addresses of 192.0.2.0/24, which are kept for documentation (RFC 5737).
 */
const placeholder = /^((set-me|NAME|HOST|VALUE)($|[-.:])|192\.0\.2\.[0-9]+\/)/;

/** Every placeholder that is left, with the command that fills it in. */
export const placeholderFaults = (settings: Settings): Fault[] =>
  leaves(settings)
    // The stack's own name is no setting.
    .filter(({ path, value }) => path[0] !== "stack" && typeof value === "string" && placeholder.test(value))
    .map(({ path, value }) => ({
      path,
      found: `${shown(value)}, a placeholder`,
      expected: "what only you can know",
      mend: [{ set: path, value: "VALUE" }],
    }));
