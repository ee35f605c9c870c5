import type { Check, Settings } from "../settings";
import { alloyChecks } from "./alloy";
import { lokiChecks } from "./loki";
import { mimirChecks } from "./mimir";
import { obiChecks } from "./obi";
import { stackChecks } from "./stack-checks";
import { tempoChecks } from "./tempo";

/** Every rule that looks at settings as a whole, for `parseSettings`. */
export const checks: readonly Check<Settings>[] = [
  stackChecks,
  obiChecks,
  alloyChecks,
  tempoChecks,
  mimirChecks,
  lokiChecks,
];
