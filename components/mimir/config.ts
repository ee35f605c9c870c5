import { inHours, merge, milliseconds, type Settings, type Tree } from "../../settings";
import { serverTls, tlsCalls } from "../backend-tls";
import { topic } from "../broker";
import { gossip } from "../gossip";
import { s3Client } from "../object-storage";
import { ringed } from "../role";
import { overridesFile, tenantOverrides } from "../tenants";
import { address, connection, overBroker, type Wiring, workload } from "../wiring";
import { mimirRoles } from "./roles";

/** Where Mimir keeps everything it writes. */
export const dataFolder = "/data";

/** Configuration of Mimir, the same for all its roles. */
export function mimirConfig(settings: Settings, wiring: Wiring): Tree {
  const { mimir, tenancy } = settings;
  const roles = mimirRoles(settings);
  const first = workload(wiring, roles[0].name);
  return merge(
    {
      target: "all",
      multitenancy_enabled: tenancy.enabled,
      usage_stats: { enabled: false },
      server: { http_listen_port: first.ports.http.number, grpc_listen_port: 9095, ...serverTls(first) },
      ingest_storage: { enabled: false },
      compactor: { data_dir: `${dataFolder}/compactor` },
      ruler: { rule_path: `${dataFolder}/ruler` },
      // Its default is a file in the working directory, which is read-only here.
      activity_tracker: { filepath: `${dataFolder}/activity.log` },
      limits: {
        ...mimirLimits(mimir),
        // Exemplars lead from a metric to its trace; Mimir keeps none by default.
        max_global_exemplars_per_user: 100_000,
        out_of_order_time_window: lateness(settings),
      },
    },
    blocks(settings),
    calls(wiring),
    ringed(roles) ? together(settings, wiring) : alone,
    mimir.topology === "distributed" ? distributed(settings, wiring) : {},
    tenancy.enabled ? { runtime_config: { file: overridesFile("mimir") } } : {},
    mimir.extraConfig,
  );
}

/**
 * How much older than the newest a sample may be, which Mimir allows none to be by default. After an outage the gateway
 * sends what it kept out of turn: several batches at a time, each tried again in its own time, and each replica its own.
 * So it is the longest outage, and as long again for catching up.
 */
const lateness = ({ alloy }: Settings): string => `${Math.ceil((2 * milliseconds(alloy.queue.outage)) / 1_000)}s`;

/** Who calls whom within Mimir, each with a client of its own. */
const calls = (wiring: Wiring): Tree =>
  tlsCalls(wiring, "mimir", (tls) => ({
    ingester_client: { grpc_client_config: tls },
    querier: { store_gateway_client: tls },
    frontend_worker: { grpc_client_config: tls, query_scheduler_grpc_client_config: tls },
    frontend: { grpc_client_config: tls },
    query_scheduler: { grpc_client_config: tls },
    ruler: { ruler_client: tls, query_frontend: { grpc_client_config: tls } },
  }));

/** What tenants have of their own. */
export const mimirOverrides = (settings: Settings): Tree => tenantOverrides(settings, "mimir", mimirLimits);

function mimirLimits({
  retention,
  limits: { activeSeries, samplesPerSecond } = {},
}: {
  readonly retention?: string;
  readonly limits?: Partial<Settings["mimir"]["limits"]>;
}): Tree {
  return {
    ...(retention === undefined ? {} : { compactor_blocks_retention_period: inHours(retention) }),
    ...(activeSeries === undefined ? {} : { max_global_series_per_user: activeSeries }),
    ...(samplesPerSecond === undefined
      ? {}
      : { ingestion_rate: samplesPerSecond, ingestion_burst_size: samplesPerSecond * 10 }),
  };
}

/** Mimir refuses to start when two components' folders or prefixes overlap. */
function blocks(settings: Settings): Tree {
  const { mimir } = settings;
  const prefix = mimir.prefix ?? "";
  return {
    common: {
      storage:
        mimir.bucket === undefined
          ? { backend: "filesystem", filesystem: { dir: `${dataFolder}/objects` } }
          : { backend: "s3", s3: s3Client(settings, mimir.bucket) },
    },
    blocks_storage: {
      storage_prefix: `${prefix}blocks`,
      tsdb: { dir: `${dataFolder}/tsdb` },
      bucket_store: { sync_dir: `${dataFolder}/tsdb-sync` },
    },
    ruler_storage: { storage_prefix: `${prefix}ruler` },
    alertmanager_storage: { storage_prefix: `${prefix}alertmanager` },
  };
}

// One process finds itself on loopback: by default it would look for an interface named eth0 or en0.
const own = { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } };

/** One process, a ring of its own. */
const alone: Tree = {
  server: { grpc_listen_address: "127.0.0.1" },
  compactor: { sharding_ring: own },
  frontend: { address: "127.0.0.1" },
  // With nobody to gossip with, the port need not be open to the cluster.
  memberlist: { bind_addr: ["127.0.0.1"] },
  distributor: { ring: own },
  ingester: { ring: { replication_factor: 1, ...own } },
  store_gateway: { sharding_ring: { replication_factor: 1, ...own } },
  ruler: { ring: own },
};

/** Several processes that find each other by gossip; every sample is on three of them. */
function together(settings: Settings, wiring: Wiring): Tree {
  return {
    memberlist: gossip(settings, wiring, "mimir"),
    ingester: {
      ring: {
        replication_factor: 3,
        // A restarted pod takes its place again, instead of moving everybody's series.
        unregister_on_shutdown: false,
        tokens_file_path: `${dataFolder}/ingester-tokens`,
      },
    },
    store_gateway: {
      sharding_ring: {
        replication_factor: 3,
        unregister_on_shutdown: false,
        tokens_file_path: `${dataFolder}/store-gateway-tokens`,
      },
    },
  };
}

/** Roles that find each other through rings rather than by addresses. */
function distributed(settings: Settings, wiring: Wiring): Tree {
  return merge(
    {
      query_scheduler: { service_discovery_mode: "ring" },
      ruler: {
        query_frontend: {
          address: `dns:///${address(connection(wiring, "mimir-ruler", "mimir-query-frontend", "grpc"))}`,
        },
      },
    },
    overBroker(settings, "mimir")
      ? {
          ingest_storage: { enabled: true, kafka: topic(settings, "mop-mimir") },
          ingester: { push_grpc_method_enabled: false },
        }
      : {},
  );
}
