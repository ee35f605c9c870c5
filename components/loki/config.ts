import { inHours, type LokiSettings, mebibytes, merge, type Tree } from "../../settings";
import type { Workload } from "../wiring";

/** Where Loki keeps everything it writes. */
export const dataFolder = "/loki";

/**
 * The day from which the one index schema holds. It must never change once there is data: Loki would no longer find
 * what was written before. A new schema is a second period.
 */
const schemaFrom = "2026-01-01";

/** Configuration of Loki as one process, with chunks and index on the volume. */
export function lokiConfig(settings: LokiSettings, { ports }: Workload): Tree {
  const { megabytesPerSecond, streams } = settings.limits;
  return merge(
    {
      target: "all",
      auth_enabled: false,
      analytics: { reporting_enabled: false },
      server: { http_listen_port: ports.http.number, grpc_listen_port: 9095 },
      common: {
        path_prefix: dataFolder,
        replication_factor: 1,
        // One process finds itself on loopback: by default it would look for an interface named eth0 or en0.
        instance_addr: "127.0.0.1",
        ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } },
        storage: {
          filesystem: { chunks_directory: `${dataFolder}/chunks`, rules_directory: `${dataFolder}/rules` },
        },
      },
      schema_config: {
        configs: [
          {
            from: schemaFrom,
            store: "tsdb",
            object_store: "filesystem",
            // Structured metadata, and with it OTLP, needs v13.
            schema: "v13",
            index: { prefix: "index_", period: "24h" },
          },
        ],
      },
      compactor: {
        working_directory: `${dataFolder}/compactor`,
        retention_enabled: true,
        delete_request_store: "filesystem",
      },
      limits_config: {
        retention_period: inHours(settings.retention),
        allow_structured_metadata: true,
        volume_enabled: true,
        ingestion_rate_mb: megabytesPerSecond,
        ingestion_burst_size_mb: megabytesPerSecond * 2,
        max_global_streams_per_user: streams,
      },
      // The default of 4GB is above the memory limit: a long replay would end in the pod being killed, again and again.
      ingester: { wal: { replay_memory_ceiling: `${mebibytes(settings.resources.limits.memory, 0.5)}MB` } },
    },
    settings.extraConfig,
  );
}
