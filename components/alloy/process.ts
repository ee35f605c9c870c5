import type { Settings } from "../../settings";
import { type Wiring, workload } from "../wiring";
import type { Block } from "./syntax";
import { pageTls } from "./tls";

/** What concerns an Alloy process itself, whatever it does: its log and its page. */
export const process = ({ alloy }: Settings, wiring: Wiring, name: string): Block[] => [
  { block: "logging", attributes: { level: alloy.log.level, format: alloy.log.format } },
  ...pageTls(workload(wiring, name).ports.http),
];
