import type { Fault, Settings } from "../../settings";
import { extraConfigFaults, type Format, noCredentials, ownTls, setBy } from "../extra-config";
import { wiring } from "../wiring";
import { mimirConfig } from "./config";

export function mimirChecks(settings: Settings): readonly Fault[] {
  const { mimir } = settings;
  const generated = mimirConfig({ ...settings, mimir: { ...mimir, extraConfig: {} } }, wiring(settings));
  return extraConfigFaults(["mimir", "extraConfig"], format, generated, mimir.extraConfig);
}

const format: Format = {
  sections: [
    "shutdown_delay",
    "max_separate_metrics_groups_per_user",
    "enable_go_runtime_metrics",
    "api",
    "server",
    "distributor",
    "querier",
    "ingester_client",
    "ingester",
    "limits",
    "frontend_worker",
    "frontend",
    "blocks_storage",
    "compactor",
    "store_gateway",
    "activity_tracker",
    "ruler",
    "ruler_storage",
    "alertmanager",
    "alertmanager_storage",
    "runtime_config",
    "query_scheduler",
    "usage_stats",
    "overrides_exporter",
    "common",
  ],
  owned: [
    { key: ["server", "http_listen_port"], why: "probes, Services and scrapes rely on it" },
    ...ownTls,
    { key: ["common", "storage", "backend"], why: setBy("mimir.bucket") },
    { key: ["common", "storage", "s3", "bucket_name"], why: setBy("mimir.bucket") },
    ...noCredentials(["common", "storage", "s3"], ["access_key_id", "secret_access_key"]),
    { key: ["ingester", "ring", "replication_factor"], why: setBy("mimir.topology") },
    { key: ["runtime_config", "file"], why: setBy("tenancy.tenants") },
    { key: ["limits", "compactor_blocks_retention_period"], why: setBy("mimir.retention") },
    { key: ["limits", "max_global_series_per_user"], why: setBy("mimir.limits.activeSeries") },
    { key: ["limits", "ingestion_rate"], why: setBy("mimir.limits.samplesPerSecond") },
  ],
};
