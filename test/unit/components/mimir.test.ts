import { mimirConfig } from "../../../components/mimir/config";
import { wiring } from "../../../components/wiring";
import type { Tree } from "../../../settings";
import { settingsOf } from "./settings";

function config(mimir: Tree = {}): Tree {
  const settings = settingsOf("dev", { mimir });
  return mimirConfig(settings.mimir, wiring(settings).workloads.mimir);
}

const dev = {
  target: "all",
  multitenancy_enabled: false,
  usage_stats: { enabled: false },
  server: { http_listen_port: 8080, grpc_listen_port: 9095 },
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
  },
};

test("dev, with every default", () => {
  expect(config()).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["90d", "2160h"],
  ["13w", "2184h"],
  ["90m", "2h"],
])("a retention of %s is written as %s", (retention, hours) => {
  expect(config({ retention })).toEqual({
    ...dev,
    limits: { ...dev.limits, compactor_blocks_retention_period: hours },
  });
});

test("limits come from the settings, the burst is ten times the rate", () => {
  expect(config({ limits: { activeSeries: 2_000_000, samplesPerSecond: 70_000 } })).toEqual({
    ...dev,
    limits: {
      ...dev.limits,
      max_global_series_per_user: 2_000_000,
      ingestion_rate: 70_000,
      ingestion_burst_size: 700_000,
    },
  });
});

test("no two folders or prefixes overlap, since Mimir would refuse to start", () => {
  const { common, blocks_storage: blocks, compactor, ruler } = dev;
  const folders = [
    common.storage.filesystem.dir,
    blocks.tsdb.dir,
    blocks.bucket_store.sync_dir,
    compactor.data_dir,
    ruler.rule_path,
  ];
  const overlapping = folders.filter((one) =>
    folders.some((other) => one !== other && `${other}/`.startsWith(`${one}/`)),
  );
  expect([overlapping, new Set(folders).size]).toEqual([[], 5]);
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = { limits: { max_label_names_per_series: 40 }, server: { log_level: "warn" }, frontend: { x: 1 } };
  expect(config({ extraConfig })).toEqual({
    ...dev,
    limits: { ...dev.limits, max_label_names_per_series: 40 },
    server: { ...dev.server, log_level: "warn" },
    frontend: { address: "127.0.0.1", x: 1 },
  });
});
