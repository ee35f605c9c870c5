import type { Fault, Settings } from "../../settings";
import { extraConfigFaults, type Format, noCredentials, ownTls, setBy } from "../extra-config";
import { wiring } from "../wiring";
import { tempoConfig } from "./config";

export function tempoChecks(settings: Settings): readonly Fault[] {
  const { tempo } = settings;
  const generated = tempoConfig({ ...settings, tempo: { ...tempo, extraConfig: {} } }, wiring(settings));
  return extraConfigFaults(["tempo", "extraConfig"], format, generated, tempo.extraConfig);
}

const format: Format = {
  sections: [
    "shutdown_delay",
    "stream_over_http_enabled",
    "http_api_prefix",
    "enable_go_runtime_metrics",
    "span_profiling",
    "memory",
    "server",
    "internal_server",
    "distributor",
    "metrics_generator_client",
    "live_store_client",
    "querier",
    "query_frontend",
    "metrics_generator",
    "storage",
    "overrides",
    "usage_report",
    "cache",
    "backend_scheduler",
    "backend_scheduler_client",
    "backend_worker",
    "live_store",
  ],
  owned: [
    { key: ["server", "http_listen_port"], why: "probes, Services and scrapes rely on it" },
    ...ownTls,
    { key: ["distributor", "receivers", "otlp"], why: "it is what Alloy sends to" },
    { key: ["storage", "trace", "backend"], why: setBy("tempo.bucket") },
    { key: ["storage", "trace", "s3", "bucket"], why: setBy("tempo.bucket") },
    ...noCredentials(["storage", "trace", "s3"], ["access_key", "secret_key"]),
    { key: ["overrides", "per_tenant_override_config"], why: setBy("tenancy.tenants") },
    { key: ["backend_worker", "compaction", "block_retention"], why: setBy("tempo.retention") },
    {
      key: ["backend_scheduler", "provider", "compaction", "compaction", "block_retention"],
      why: setBy("tempo.retention"),
    },
    { key: ["overrides", "defaults", "ingestion", "rate_limit_bytes"], why: setBy("tempo.limits.megabytesPerSecond") },
    { key: ["overrides", "defaults", "global", "max_bytes_per_trace"], why: setBy("tempo.limits.megabytesPerTrace") },
  ],
};
