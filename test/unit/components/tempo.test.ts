import { tempoConfig } from "../../../components/tempo/config";
import { wiring } from "../../../components/wiring";
import type { Tree } from "../../../settings";
import { settingsOf } from "./settings";

function config(tempo: Tree = {}): Tree {
  const settings = settingsOf("dev", { tempo });
  return tempoConfig(settings.tempo, wiring(settings).workloads.tempo);
}

const dev = {
  target: "all",
  multitenancy_enabled: false,
  stream_over_http_enabled: true,
  shutdown_delay: "10s",
  usage_report: { reporting_enabled: false },
  server: { http_listen_port: 3200, grpc_listen_port: 9095 },
  distributor: {
    receivers: { otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317", max_recv_msg_size_mib: 16 } } } },
  },
  storage: {
    trace: { backend: "local", local: { path: "/var/tempo/blocks" }, wal: { path: "/var/tempo/wal" } },
  },
  backend_scheduler: { provider: { compaction: { compaction: { block_retention: "48h" } } } },
  backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: "48h" } },
  overrides: {
    defaults: {
      ingestion: { rate_strategy: "local", rate_limit_bytes: 15_000_000, burst_size_bytes: 30_000_000 },
      global: { max_bytes_per_trace: 5_000_000 },
    },
  },
};

test("dev, with every default", () => {
  expect(config()).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["2w", "336h"],
  ["36h", "36h"],
  ["90m", "2h"],
])("a retention of %s stands in both places as %s", (retention, hours) => {
  expect(config({ retention })).toEqual({
    ...dev,
    backend_scheduler: { provider: { compaction: { compaction: { block_retention: hours } } } },
    backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: hours } },
  });
});

test("limits are bytes of a thousand thousand, the burst is twice the rate", () => {
  expect(config({ limits: { megabytesPerSecond: 40, megabytesPerTrace: 7 } })).toEqual({
    ...dev,
    overrides: {
      defaults: {
        ingestion: { rate_strategy: "local", rate_limit_bytes: 40_000_000, burst_size_bytes: 80_000_000 },
        global: { max_bytes_per_trace: 7_000_000 },
      },
    },
  });
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = {
    server: { log_level: "warn" },
    shutdown_delay: "30s",
    live_store: { complete_block_timeout: "1h" },
  };
  expect(config({ extraConfig })).toEqual({
    ...dev,
    shutdown_delay: "30s",
    server: { http_listen_port: 3200, grpc_listen_port: 9095, log_level: "warn" },
    live_store: { complete_block_timeout: "1h" },
  });
});
