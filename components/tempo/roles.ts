import type { Settings } from "../../settings";
import { oneForAll, parts, type Role } from "../role";

/** The programs that Tempo runs as. Tempo 3 has no replicated form: see checks.ts. */
export function tempoRoles({ tempo }: Settings): readonly Role[] {
  const { topology, storage } = tempo;
  if (topology !== "distributed") {
    // It is done after a few seconds, and then waits for ever if it ever answered a query (Tempo 3.0.3,
    // modules/frontend/queue): more time would only make a restart longer.
    return [oneForAll("tempo", tempo, 1, 45)];
  }
  return parts("tempo", tempo.roles, {
    // Spans reach the others through the broker.
    distributor: { calls: [], writes: true },
    "live-store": { kind: "StatefulSet", storage, gracePeriod: 300, calls: [] },
    "block-builder": { kind: "StatefulSet", storage, gracePeriod: 300, calls: [] },
    "backend-scheduler": { kind: "StatefulSet", storage, foundBy: "service", calls: [] },
    "backend-worker": { calls: ["backend-scheduler"] },
    querier: { calls: ["live-store", "query-frontend"] },
    "query-frontend": { foundBy: "headless", calls: [], reads: true },
  });
}
