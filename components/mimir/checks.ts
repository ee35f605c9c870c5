import type { Fault, Settings, Tree } from "../../settings";
import { flattenedFaults, ownedFaults, type OwnedKey, sectionFaults, setBy } from "../extra-config";
import { wiring } from "../wiring";
import { mimirConfig } from "./config";

export function mimirChecks(settings: Settings): readonly Fault[] {
  const { mimir } = settings;
  const base = ["mimir", "extraConfig"];
  const generated = mimirConfig({ ...mimir, extraConfig: {} }, wiring(settings).workloads.mimir);
  const extra: Tree = mimir.extraConfig;
  return [
    ...sectionFaults(base, sections, extra),
    ...ownedFaults(base, owned, extra),
    ...flattenedFaults(base, generated, extra),
  ];
}

/** Top-level keys of the pinned release that are not given by the topology. */
const sections = [
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
];

const owned: readonly OwnedKey[] = [
  { key: ["server", "http_listen_port"], why: "probes, Services and scrapes rely on it" },
  { key: ["common", "storage", "backend"], why: setBy("mimir.topology") },
  { key: ["limits", "compactor_blocks_retention_period"], why: setBy("mimir.retention") },
  { key: ["limits", "max_global_series_per_user"], why: setBy("mimir.limits.activeSeries") },
  { key: ["limits", "ingestion_rate"], why: setBy("mimir.limits.samplesPerSecond") },
];
