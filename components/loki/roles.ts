import type { Settings } from "../../settings";
import { parts, type Role } from "../role";

/** Seconds that an ingester may take to flush what it holds. */
const flushing = 300;

/** The programs that Loki runs as. */
export function lokiRoles({ loki }: Settings): readonly Role[] {
  const { topology, resources, storage } = loki;
  if (topology !== "distributed") {
    const replicated = topology === "replicated";
    return [
      {
        name: "loki",
        target: "all",
        kind: "StatefulSet",
        replicas: replicated ? 3 : 1,
        resources,
        storage,
        gracePeriod: flushing,
        calls: replicated ? ["loki"] : [],
        writes: true,
        reads: true,
      },
    ];
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
