import { lokiConfig } from "../../../../components/loki/config";
import { wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";

/** Loki's configuration in a stack, with settings laid over it. */
export function config(name: string, overrides: Tree = {}): Tree {
  const settings = settingsOf(name, overrides);
  return lokiConfig(settings, wiring(settings));
}

/** Dev's, with every default: one pod with a volume. */
export const dev = {
  target: "all",
  auth_enabled: false,
  analytics: { reporting_enabled: false },
  // Nobody calls it by gRPC but itself.
  server: { http_listen_port: 3100, grpc_listen_port: 9095, grpc_listen_address: "127.0.0.1" },
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
  distributor: {
    otlp_config: {
      default_resource_attributes_as_index_labels: [
        "service.name",
        "service.namespace",
        "deployment.environment.name",
        "k8s.cluster.name",
        "k8s.namespace.name",
        "k8s.container.name",
        "k8s.deployment.name",
        "k8s.statefulset.name",
        "k8s.daemonset.name",
        "k8s.cronjob.name",
      ],
    },
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
