import type { Settings, Tree } from "../settings";
import { clientTls } from "./backend-tls";
import { address, type ComponentName, connection, type Wiring } from "./wiring";

/** How the pods of a backend find each other: by the names behind its ring's Service. */
export const gossip = ({ stack }: Settings, wiring: Wiring, backend: ComponentName): Tree => ({
  join_members: [`dns+${address(connection(wiring, backend, backend, "gossip"))}`],
  cluster_label: `mop-${stack}-${backend}`,
  // The first pod of a new stack has nobody to join.
  abort_if_cluster_join_fails: false,
  ...clientTls(wiring, backend),
});
