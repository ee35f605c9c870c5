import { inHours, merge, type TempoSettings, type Tree } from "../../settings";
import type { Workload } from "../wiring";

/** Where Tempo keeps everything it writes. */
export const dataFolder = "/var/tempo";

const megabyte = 1_000_000;

/** Configuration of Tempo 3 as one process: no broker, no rings, blocks on the volume. */
export function tempoConfig(settings: TempoSettings, { ports }: Workload): Tree {
  const retention = inHours(settings.retention);
  const rate = settings.limits.megabytesPerSecond * megabyte;
  return merge(
    {
      target: "all",
      multitenancy_enabled: false,
      stream_over_http_enabled: true,
      shutdown_delay: "10s",
      usage_report: { reporting_enabled: false },
      server: { http_listen_port: ports.http.number, grpc_listen_port: 9095 },
      distributor: {
        receivers: {
          // The receiver's own default listens on localhost only.
          otlp: {
            protocols: { grpc: { endpoint: `0.0.0.0:${ports["otlp-grpc"].number}`, max_recv_msg_size_mib: 16 } },
          },
        },
      },
      storage: {
        trace: {
          backend: "local",
          local: { path: `${dataFolder}/blocks` },
          wal: { path: `${dataFolder}/wal` },
        },
      },
      // Tempo 3 reads the retention in both places: the scheduler plans by one, the worker deletes by the other.
      backend_scheduler: { provider: { compaction: { compaction: { block_retention: retention } } } },
      // At a shutdown the scheduler of the same process is gone first; waiting for it would take half a minute.
      backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: retention } },
      overrides: {
        defaults: {
          ingestion: { rate_strategy: "local", rate_limit_bytes: rate, burst_size_bytes: rate * 2 },
          global: { max_bytes_per_trace: settings.limits.megabytesPerTrace * megabyte },
        },
      },
    },
    settings.extraConfig,
  );
}
