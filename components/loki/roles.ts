import type { Settings } from "../../settings";
import { oneForAll, parts, type Role } from "../role";

/** Seconds that an ingester may take to flush what it holds. */
const flushing = 300;

/** The programs that Loki runs as. */
export function lokiRoles({ loki }: Settings): readonly Role[] {
  const { topology, storage } = loki;
  if (topology !== "distributed") {
    return [oneForAll("loki", loki, topology === "replicated" ? 3 : 1, flushing)];
  }
  return parts("loki", loki.roles, {
    distributor: { calls: ["ingester"], writes: true },
    ingester: { kind: "StatefulSet", storage, gracePeriod: flushing, calls: [] },
    querier: { calls: ["ingester", "index-gateway", "query-scheduler", "query-frontend", "compactor"] },
    "query-frontend": { calls: ["query-scheduler", "index-gateway", "compactor"], reads: true },
    "query-scheduler": { calls: [] },
    "index-gateway": { kind: "StatefulSet", storage, foundBy: "headless", calls: ["compactor"] },
    compactor: { kind: "StatefulSet", storage, foundBy: "service", calls: [] },
    ruler: { calls: ["ingester", "index-gateway", "compactor", "ruler"] },
  });
}
