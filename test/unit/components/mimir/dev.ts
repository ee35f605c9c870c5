import { mimirConfig } from "../../../../components/mimir/config";
import { wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";

/** Mimir's configuration in a stack, with settings laid over it. */
export function config(name: string, overrides: Tree = {}): Tree {
  const settings = settingsOf(name, overrides);
  return mimirConfig(settings, wiring(settings));
}

/** Dev's, with every default: one pod with a volume. */
export const dev = {
  target: "all",
  multitenancy_enabled: false,
  usage_stats: { enabled: false },
  // Nobody calls it by gRPC but itself.
  server: { http_listen_port: 8080, grpc_listen_port: 9095, grpc_listen_address: "127.0.0.1" },
  ingest_storage: { enabled: false },
  common: { storage: { backend: "filesystem", filesystem: { dir: "/data/objects" } } },
  blocks_storage: {
    storage_prefix: "blocks",
    tsdb: { dir: "/data/tsdb" },
    bucket_store: { sync_dir: "/data/tsdb-sync" },
  },
  ruler_storage: { storage_prefix: "ruler" },
  alertmanager_storage: { storage_prefix: "alertmanager" },
  compactor: {
    data_dir: "/data/compactor",
    sharding_ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } },
  },
  frontend: { address: "127.0.0.1" },
  memberlist: { bind_addr: ["127.0.0.1"] },
  distributor: { ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } } },
  ingester: { ring: { replication_factor: 1, instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } } },
  store_gateway: {
    sharding_ring: { replication_factor: 1, instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } },
  },
  ruler: { rule_path: "/data/ruler", ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } } },
  activity_tracker: { filepath: "/data/activity.log" },
  limits: {
    compactor_blocks_retention_period: "48h",
    max_global_series_per_user: 150_000,
    ingestion_rate: 10_000,
    ingestion_burst_size: 100_000,
    max_global_exemplars_per_user: 100_000,
    out_of_order_time_window: "3600s",
  },
};
