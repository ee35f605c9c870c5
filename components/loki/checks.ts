import { type Fault, milliseconds, type Path, type Settings, shown } from "../../settings";
import { extraConfigFaults, type Format, noCredentials, ownTls, setBy } from "../extra-config";
import { wiring } from "../wiring";
import { lokiConfig } from "./config";

export function lokiChecks(settings: Settings): readonly Fault[] {
  const { loki } = settings;
  const generated = lokiConfig({ ...settings, loki: { ...loki, extraConfig: {} } }, wiring(settings));
  return [
    ...retentionFaults(settings),
    ...extraConfigFaults(["loki", "extraConfig"], format, generated, loki.extraConfig),
  ];
}

function retentionFaults({ loki, tenancy }: Settings): Fault[] {
  const retentions: readonly (readonly [Path, string | undefined])[] = [
    [["loki", "retention"], loki.retention],
    ...Object.entries(tenancy.tenants).map(
      ([tenant, own]) => [["tenancy", "tenants", tenant, "loki", "retention"], own.loki?.retention] as const,
    ),
  ];
  return retentions.flatMap(([path, retention]) =>
    retention === undefined || milliseconds(retention) >= milliseconds("24h")
      ? []
      : [
          {
            path,
            found: shown(retention),
            expected: "24h or more: Loki deletes by whole days",
            mend: [{ set: path, value: "24h" }],
          },
        ],
  );
}

const format: Format = {
  sections: [
    "http_prefix",
    "server",
    "internal_server",
    "ui",
    "distributor",
    "querier",
    "query_engine",
    "query_scheduler",
    "frontend",
    "query_range",
    "ruler",
    "ruler_storage",
    "ingester_client",
    "ingester",
    "pattern_ingester",
    "index_gateway",
    "storage_config",
    "chunk_store_config",
    "schema_config",
    "compactor",
    "compactor_grpc_client",
    "limits_config",
    "frontend_worker",
    "runtime_config",
    "operational_config",
    "tracing",
    "analytics",
    "profiling",
    "common",
    "shutdown_delay",
  ],
  owned: [
    { key: ["server", "http_listen_port"], why: "probes, Services and scrapes rely on it" },
    ...ownTls,
    { key: ["schema_config", "configs"], why: setBy("loki.topology") },
    { key: ["common", "replication_factor"], why: setBy("loki.topology") },
    { key: ["storage_config", "object_store", "s3", "bucket_name"], why: setBy("loki.bucket") },
    ...noCredentials(["storage_config", "object_store", "s3"], ["access_key_id", "secret_access_key"]),
    ...noCredentials(["ruler_storage", "s3"], ["access_key_id", "secret_access_key"]),
    { key: ["runtime_config", "file"], why: setBy("tenancy.tenants") },
    { key: ["limits_config", "retention_period"], why: setBy("loki.retention") },
    { key: ["limits_config", "ingestion_rate_mb"], why: setBy("loki.limits.megabytesPerSecond") },
    { key: ["limits_config", "max_global_streams_per_user"], why: setBy("loki.limits.streams") },
  ],
};
