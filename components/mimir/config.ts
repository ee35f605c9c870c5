import { inHours, merge, type MimirSettings, type Tree } from "../../settings";
import type { Workload } from "../wiring";

/** Where Mimir keeps everything it writes. */
export const dataFolder = "/data";

/** Configuration of Mimir as one process, classic architecture (no Kafka), blocks on the volume. */
export function mimirConfig(settings: MimirSettings, { ports }: Workload): Tree {
  // One process finds itself on loopback: by default it would look for an interface named eth0 or en0.
  const alone = { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } };
  const { activeSeries, samplesPerSecond } = settings.limits;
  return merge(
    {
      target: "all",
      multitenancy_enabled: false,
      usage_stats: { enabled: false },
      server: { http_listen_port: ports.http.number, grpc_listen_port: 9095 },
      ingest_storage: { enabled: false },
      common: { storage: { backend: "filesystem", filesystem: { dir: `${dataFolder}/objects` } } },
      // Mimir refuses to start when two components' folders or prefixes overlap.
      blocks_storage: {
        storage_prefix: "blocks",
        tsdb: { dir: `${dataFolder}/tsdb` },
        bucket_store: { sync_dir: `${dataFolder}/tsdb-sync` },
      },
      ruler_storage: { storage_prefix: "ruler" },
      alertmanager_storage: { storage_prefix: "alertmanager" },
      compactor: { data_dir: `${dataFolder}/compactor`, sharding_ring: alone },
      frontend: { address: "127.0.0.1" },
      // With nobody to gossip with, the port need not be open to the cluster.
      memberlist: { bind_addr: ["127.0.0.1"] },
      distributor: { ring: alone },
      ingester: { ring: { replication_factor: 1, ...alone } },
      store_gateway: { sharding_ring: { replication_factor: 1, ...alone } },
      ruler: { rule_path: `${dataFolder}/ruler`, ring: alone },
      // Its default is a file in the working directory, which is read-only here.
      activity_tracker: { filepath: `${dataFolder}/activity.log` },
      limits: {
        compactor_blocks_retention_period: inHours(settings.retention),
        max_global_series_per_user: activeSeries,
        ingestion_rate: samplesPerSecond,
        ingestion_burst_size: samplesPerSecond * 10,
        // Exemplars lead from a metric to its trace; Mimir keeps none by default.
        max_global_exemplars_per_user: 100_000,
      },
    },
    settings.extraConfig,
  );
}
