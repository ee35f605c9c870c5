import type { BrokenFile } from "../support/broken";

/** A key of `extraConfig` that the stack keeps for itself, a value that would do there, and why it is refused. */
type Row = readonly [key: string, value: unknown, why: string];

const obi: readonly Row[] = [
  ["log_level", "DEBUG", "mop:obi.log.level is the setting for it"],
  ["log_format", "json", "mop:obi.log.format is the setting for it"],
  ["discovery.instrument", [], "mop:obi.watch is the setting for it"],
  ["discovery.exclude_instrument", [], "mop:obi.ignore is the setting for it"],
  ["ebpf.context_propagation", "all", "mop:obi.contextPropagation is the setting for it"],
  ["metrics.features", ["network"], "mop:obi.metrics is the setting for it"],
  ["attributes.kubernetes.cluster_name", "eu", "mop:cluster.name is the setting for it"],
  ["otel_traces_export.endpoint", "http://tempo:4317", "it is where Alloy listens"],
  ["otel_traces_export.protocol", "http/json", "it is what Alloy's port speaks"],
  ["otel_traces_export.instrumentations", ["http"], "mop:obi.protocols is the setting for it"],
  ["otel_traces_export.sampler", { name: "always_off" }, "mop:sampling is the setting for it"],
  ["otel_metrics_export.endpoint", "http://mimir:4317", "it is where Alloy listens"],
  ["otel_metrics_export.protocol", "http/json", "it is what Alloy's port speaks"],
  ["otel_metrics_export.instrumentations", ["*"], "mop:obi.protocols is the setting for it"],
  ["otel_metrics_export.interval", "5s", "mop:obi.metrics.interval is the setting for it"],
  ["health_check", { port: 9000 }, "the pod's probes rely on it"],
  ["internal_metrics.exporter", "disabled", "mop:tls says how Alloy gets them"],
  ["internal_metrics.prometheus", { port: 9001 }, "mop:tls says how Alloy gets them"],
];

const tempo: readonly Row[] = [
  ["server.http_listen_port", 3201, "probes, Services and scrapes rely on it"],
  ["server.tls_min_version", "VersionTLS13", "mop:tls.enabled is the setting for it"],
  ["server.http_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["server.grpc_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["storage.trace.backend", "s3", "mop:tempo.bucket is the setting for it"],
  ["storage.trace.s3.bucket", "b", "mop:tempo.bucket is the setting for it"],
  ["overrides.per_tenant_override_config", "/tmp/x", "mop:tenancy.tenants is the setting for it"],
  ["backend_worker.compaction.block_retention", "24h", "mop:tempo.retention is the setting for it"],
  [
    "backend_scheduler.provider.compaction.compaction.block_retention",
    "24h",
    "mop:tempo.retention is the setting for it",
  ],
  ["overrides.defaults.ingestion.rate_limit_bytes", 1, "mop:tempo.limits.megabytesPerSecond is the setting for it"],
  ["overrides.defaults.global.max_bytes_per_trace", 1, "mop:tempo.limits.megabytesPerTrace is the setting for it"],
];

const mimir: readonly Row[] = [
  ["server.http_listen_port", 8081, "probes, Services and scrapes rely on it"],
  ["server.tls_min_version", "VersionTLS13", "mop:tls.enabled is the setting for it"],
  ["server.http_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["server.grpc_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["common.storage.backend", "s3", "mop:mimir.bucket is the setting for it"],
  ["common.storage.s3.bucket_name", "b", "mop:mimir.bucket is the setting for it"],
  ["ingester.ring.replication_factor", 1, "mop:mimir.topology is the setting for it"],
  ["runtime_config.file", "/tmp/x", "mop:tenancy.tenants is the setting for it"],
  ["limits.compactor_blocks_retention_period", "24h", "mop:mimir.retention is the setting for it"],
  ["limits.max_global_series_per_user", 1, "mop:mimir.limits.activeSeries is the setting for it"],
  ["limits.ingestion_rate", 1, "mop:mimir.limits.samplesPerSecond is the setting for it"],
];

const loki: readonly Row[] = [
  ["server.http_listen_port", 3101, "probes, Services and scrapes rely on it"],
  ["server.tls_min_version", "VersionTLS13", "mop:tls.enabled is the setting for it"],
  ["server.http_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["server.grpc_tls_config", {}, "mop:tls.enabled is the setting for it"],
  ["schema_config.configs", [], "mop:loki.topology is the setting for it"],
  ["common.replication_factor", 1, "mop:loki.topology is the setting for it"],
  ["storage_config.object_store.s3.bucket_name", "b", "mop:loki.bucket is the setting for it"],
  ["runtime_config.file", "/tmp/x", "mop:tenancy.tenants is the setting for it"],
  ["limits_config.retention_period", "24h", "mop:loki.retention is the setting for it"],
  ["limits_config.ingestion_rate_mb", null, "mop:loki.limits.megabytesPerSecond is the setting for it"],
  ["limits_config.max_global_streams_per_user", 1, "mop:loki.limits.streams is the setting for it"],
];

function brokenFile(component: string, [key, value, why]: Row): BrokenFile {
  const extraConfig = key.split(".").reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return {
    name: `${key} of ${component}`,
    stack: "dev",
    yaml: `
      config:
        mop:${component}: ${JSON.stringify({ extraConfig })}
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:${component}.extraConfig.${key}
          found:     ${JSON.stringify(value)}
          expected:  not here: ${why}
          mend:      pulumi config rm --path 'mop:${component}.extraConfig.${key}' --stack dev
    `,
  };
}

export const owned: readonly BrokenFile[] = [
  ...obi.map((row) => brokenFile("obi", row)),
  ...tempo.map((row) => brokenFile("tempo", row)),
  ...mimir.map((row) => brokenFile("mimir", row)),
  ...loki.map((row) => brokenFile("loki", row)),
  // A value that would be wrong there as well is still told once, as what it is: out of place.
  {
    ...brokenFile("obi", ["log_level", "VERBOSE", "mop:obi.log.level is the setting for it"]),
    name: "a wrong log_level of OBI",
  },
];
