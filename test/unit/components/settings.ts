import { parseSettings, type Settings, type Tree } from "../../../settings";

export const environments = ["dev", "staging", "production"] as const;

/** Settings of a stack without a stack file, checked by their types alone: quicker to load than the whole program. */
export const settingsOf = (environment: string, input: Tree = {}): Settings => parseSettings(input, environment);
