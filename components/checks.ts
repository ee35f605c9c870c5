import type { Check, Settings } from "../settings";
import { alloyChecks } from "./alloy";
import { certificatesChecks } from "./certificates";
import { lokiChecks } from "./loki";
import { mimirChecks } from "./mimir";
import { networkChecks } from "./network";
import { obiChecks } from "./obi";
import { plaintextChecks } from "./plaintext-checks";
import { stackChecks } from "./stack-checks";
import { storageChecks } from "./storage-checks";
import { tempoChecks } from "./tempo";
import { tenancyChecks } from "./tenancy-checks";
import { topologyChecks } from "./topology-checks";

/** Every rule that looks at settings as a whole, for `parseSettings`. */
export const checks: readonly Check<Settings>[] = [
  stackChecks,
  topologyChecks,
  storageChecks,
  tenancyChecks,
  certificatesChecks,
  networkChecks,
  obiChecks,
  alloyChecks,
  tempoChecks,
  mimirChecks,
  lokiChecks,
  plaintextChecks,
];
