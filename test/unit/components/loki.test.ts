import { lokiConfig } from "../../../components/loki/config";
import { wiring } from "../../../components/wiring";
import { bytes, type Tree } from "../../../settings";
import { environments, settingsOf } from "./settings";

function config(loki: Tree = {}): Tree {
  const settings = settingsOf("dev", { loki });
  return lokiConfig(settings.loki, wiring(settings).workloads.loki);
}

const dev = {
  target: "all",
  auth_enabled: false,
  analytics: { reporting_enabled: false },
  server: { http_listen_port: 3100, grpc_listen_port: 9095 },
  common: {
    path_prefix: "/loki",
    replication_factor: 1,
    instance_addr: "127.0.0.1",
    ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } },
    storage: { filesystem: { chunks_directory: "/loki/chunks", rules_directory: "/loki/rules" } },
  },
  schema_config: {
    configs: [
      {
        from: "2026-01-01",
        store: "tsdb",
        object_store: "filesystem",
        schema: "v13",
        index: { prefix: "index_", period: "24h" },
      },
    ],
  },
  compactor: { working_directory: "/loki/compactor", retention_enabled: true, delete_request_store: "filesystem" },
  limits_config: {
    retention_period: "48h",
    allow_structured_metadata: true,
    volume_enabled: true,
    ingestion_rate_mb: 10,
    ingestion_burst_size_mb: 20,
    max_global_streams_per_user: 10_000,
  },
  ingester: { wal: { replay_memory_ceiling: "256MB" } },
};

test("dev, with every default", () => {
  expect(config()).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["31d", "744h"],
  ["25h", "25h"],
  ["1441m", "25h"],
])("a retention of %s is written as %s", (retention, hours) => {
  expect(config({ retention })).toEqual({ ...dev, limits_config: { ...dev.limits_config, retention_period: hours } });
});

test("limits come from the settings, the burst is twice the rate", () => {
  expect(config({ limits: { megabytesPerSecond: 25, streams: 40_000 } })).toEqual({
    ...dev,
    limits_config: {
      ...dev.limits_config,
      ingestion_rate_mb: 25,
      ingestion_burst_size_mb: 50,
      max_global_streams_per_user: 40_000,
    },
  });
});

test.each(environments)("%s: the replay of the log stops well below the memory limit", (environment) => {
  const settings = settingsOf(environment);
  const { loki } = settings;
  const { ingester } = lokiConfig(loki, wiring(settings).workloads.loki) as unknown as typeof dev;
  const [, megabytes] = /^([0-9]+)MB$/.exec(ingester.wal.replay_memory_ceiling) ?? [];
  expect(Number(megabytes) * 2 ** 20 * 2).toBe(bytes(loki.resources.limits.memory));
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = {
    limits_config: { reject_old_samples: false },
    ingester: { chunk_idle_period: "1h" },
    tracing: {},
  };
  expect(config({ extraConfig })).toEqual({
    ...dev,
    limits_config: { ...dev.limits_config, reject_old_samples: false },
    ingester: { ...dev.ingester, chunk_idle_period: "1h" },
    tracing: {},
  });
});
