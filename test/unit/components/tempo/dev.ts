import { tempoConfig } from "../../../../components/tempo/config";
import { wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";

/** Tempo's configuration in a stack, with settings laid over it. */
export function config(name: string, overrides: Tree = {}): Tree {
  const settings = settingsOf(name, overrides);
  return tempoConfig(settings, wiring(settings));
}

/** Dev's, with every default: one pod with a volume. */
export const dev = {
  target: "all",
  multitenancy_enabled: false,
  stream_over_http_enabled: true,
  shutdown_delay: "10s",
  usage_report: { reporting_enabled: false },
  // Nobody calls it by gRPC but itself.
  server: { http_listen_port: 3200, grpc_listen_port: 9095, grpc_listen_address: "127.0.0.1" },
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
