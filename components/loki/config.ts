import { inHours, mebibytes, merge, type Settings, type Tree } from "../../settings";
import { callerTls, serverTls, tlsCalls } from "../backend-tls";
import { gossip } from "../gossip";
import { s3Client } from "../object-storage";
import { ringed } from "../role";
import { overridesFile, tenantOverrides } from "../tenants";
import { address, connection, type Wiring, workload } from "../wiring";
import { lokiRoles } from "./roles";

/** Where Loki keeps everything it writes. */
export const dataFolder = "/loki";

/**
 * The day from which the one index schema holds. It must never change once there is data: Loki would no longer find
 * what was written before. A new schema is a second period.
 */
const schemaFrom = "2026-01-01";

/**
 * Resource attributes that become labels of the index: few, and with few values each. All others are kept with each
 * line as structured metadata, where they can be filtered on as well.
 */
const indexLabels = [
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
];

/** Configuration of Loki, the same for all its roles. */
export function lokiConfig(settings: Settings, wiring: Wiring): Tree {
  const { loki, tenancy } = settings;
  const roles = lokiRoles(settings);
  const first = workload(wiring, roles[0].name);
  const memory = (roles.find(({ target }) => target === "ingester") ?? roles[0]).resources.limits.memory;
  return merge(
    {
      target: "all",
      auth_enabled: tenancy.enabled,
      analytics: { reporting_enabled: false },
      server: { http_listen_port: first.ports.http.number, grpc_listen_port: 9095, ...serverTls(first) },
      common: { path_prefix: dataFolder },
      distributor: { otlp_config: { default_resource_attributes_as_index_labels: indexLabels } },
      compactor: { working_directory: `${dataFolder}/compactor`, retention_enabled: true },
      limits_config: {
        ...lokiLimits(loki),
        allow_structured_metadata: true,
        volume_enabled: true,
      },
      // The default of 4GB is above the memory limit: a long replay would end in the pod being killed, again and again.
      ingester: { wal: { replay_memory_ceiling: `${mebibytes(memory, 0.5)}MB` } },
    },
    chunks(settings),
    calls(wiring),
    ringed(roles) ? together(settings, wiring) : alone,
    loki.topology === "distributed" ? distributed(wiring) : {},
    tenancy.enabled ? { runtime_config: { file: overridesFile("loki") } } : {},
    loki.extraConfig,
  );
}

/** Who calls whom within Loki, each with a client of its own. */
const calls = (wiring: Wiring): Tree =>
  tlsCalls(wiring, "loki", (tls) => ({
    ingester_client: { grpc_client_config: tls },
    frontend: { grpc_client_config: tls, tail_tls_config: callerTls(wiring, "loki") },
    frontend_worker: { query_frontend_grpc_client: tls, query_scheduler_grpc_client: tls },
    query_scheduler: { grpc_client_config: tls },
    ruler: { ruler_client: tls },
    // A process that does everything asks its own compactor by gRPC, too.
    compactor_grpc_client: tls,
    storage_config: { tsdb_shipper: { index_gateway_client: { grpc_client_config: tls } } },
  }));

/** What tenants have of their own. */
export const lokiOverrides = (settings: Settings): Tree => tenantOverrides(settings, "loki", lokiLimits);

function lokiLimits({
  retention,
  limits: { megabytesPerSecond, streams } = {},
}: {
  readonly retention?: string;
  readonly limits?: Partial<Settings["loki"]["limits"]>;
}): Tree {
  return {
    ...(retention === undefined ? {} : { retention_period: inHours(retention) }),
    ...(megabytesPerSecond === undefined
      ? {}
      : { ingestion_rate_mb: megabytesPerSecond, ingestion_burst_size_mb: megabytesPerSecond * 2 }),
    ...(streams === undefined ? {} : { max_global_streams_per_user: streams }),
  };
}

function chunks(settings: Settings): Tree {
  const { loki } = settings;
  const store = loki.bucket === undefined ? "filesystem" : "s3";
  const schema_config = {
    configs: [
      {
        from: schemaFrom,
        store: "tsdb",
        object_store: store,
        // Structured metadata, and with it OTLP, needs v13.
        schema: "v13",
        index: { prefix: "index_", period: "24h" },
      },
    ],
  };
  if (loki.bucket === undefined) {
    return {
      schema_config,
      common: {
        storage: { filesystem: { chunks_directory: `${dataFolder}/chunks`, rules_directory: `${dataFolder}/rules` } },
      },
      compactor: { delete_request_store: store },
    };
  }
  const s3 = s3Client(settings, loki.bucket);
  const prefix = loki.prefix === undefined ? {} : { storage_prefix: loki.prefix };
  return {
    schema_config,
    storage_config: {
      use_thanos_objstore: true,
      object_store: { ...prefix, s3 },
    },
    ruler_storage: { backend: "s3", storage_prefix: `${loki.prefix ?? ""}ruler`, s3 },
    compactor: { delete_request_store: store, deletion_marker_object_store_prefix: "markers/" },
  };
}

/** One process, a ring of its own. */
const alone: Tree = {
  server: { grpc_listen_address: "127.0.0.1" },
  common: {
    replication_factor: 1,
    // One process finds itself on loopback: by default it would look for an interface named eth0 or en0.
    instance_addr: "127.0.0.1",
    ring: { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } },
  },
};

/** Several processes that find each other by gossip; every line is on three of them. */
const together = (settings: Settings, wiring: Wiring): Tree => ({
  common: { replication_factor: 3, ring: { kvstore: { store: "memberlist" } } },
  memberlist: gossip(settings, wiring, "loki"),
  ingester: {
    wal: { flush_on_shutdown: true },
    // A restarted pod takes its place again, instead of moving everybody's streams.
    lifecycler: { tokens_file_path: `${dataFolder}/tokens`, unregister_on_shutdown: false },
    // A pod whose node is gone would otherwise stay in the ring, and block it, until somebody takes it out.
    autoforget_unhealthy: true,
  },
  // Otherwise each of them would evaluate every rule.
  ruler: { enable_sharding: true },
});

const distributed = (wiring: Wiring): Tree => ({
  common: { compactor_grpc_address: address(connection(wiring, "loki-querier", "loki-compactor", "grpc")) },
  query_scheduler: { use_scheduler_ring: true },
  storage_config: {
    tsdb_shipper: {
      index_gateway_client: {
        server_address: `dns+${address(connection(wiring, "loki-querier", "loki-index-gateway", "grpc"))}`,
      },
    },
  },
});
