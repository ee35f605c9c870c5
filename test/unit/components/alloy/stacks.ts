import { pipeline } from "../../../../components/alloy/pipeline";
import type { Block } from "../../../../components/alloy/syntax";
import { wiring } from "../../../../components/wiring";
import type { Settings, Tree } from "../../../../settings";
import { settingsOf } from "../settings";

export const gatewayOf = (settings: Settings): Block[] => pipeline(settings, wiring(settings));

/** The gateway's blocks in one of test/golden's stacks, with settings laid over it. */
export const gateway = (name: string, overrides: Tree = {}): Block[] => gatewayOf(settingsOf(name, overrides));
