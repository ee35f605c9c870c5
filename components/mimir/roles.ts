import type { Settings } from "../../settings";
import { oneForAll, parts, type Role } from "../role";

/** Seconds that an ingester may take to hand its newest samples over to disk or bucket. */
const flushing = 600;

/** The programs that Mimir runs as. */
export function mimirRoles({ mimir }: Settings): readonly Role[] {
  const { topology, storage } = mimir;
  if (topology !== "distributed") {
    return [oneForAll("mimir", mimir, topology === "replicated" ? 3 : 1, flushing)];
  }
  const kafka = mimir.ingest === "kafka";
  return parts("mimir", mimir.roles, {
    // With Kafka in between, nothing is handed to ingesters directly.
    distributor: { calls: kafka ? [] : ["ingester"], writes: true },
    ingester: { kind: "StatefulSet", storage, gracePeriod: flushing, calls: [] },
    querier: { calls: ["ingester", "store-gateway", "query-scheduler", "query-frontend"], gracePeriod: 180 },
    "query-frontend": { foundBy: "headless", calls: ["query-scheduler"], reads: true },
    "query-scheduler": { calls: [] },
    "store-gateway": { kind: "StatefulSet", storage, calls: [] },
    compactor: { kind: "StatefulSet", storage, calls: [] },
    // It has its queries answered by those whose work that is, and writes what it found as a distributor would.
    ruler: { calls: ["query-frontend", "ruler", ...(kafka ? [] : (["ingester"] as const))] },
  });
}
