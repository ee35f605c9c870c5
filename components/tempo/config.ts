import { inHours, merge, type Settings, type Tree } from "../../settings";
import { serverTls, tlsCalls } from "../backend-tls";
import { topic } from "../broker";
import { gossip } from "../gossip";
import { ringed } from "../role";
import { overridesFile, tenantOverrides } from "../tenants";
import { authorityFiles, tlsFiles } from "../tls-files";
import { address, connection, isSecure, type Port, type Wiring, workload } from "../wiring";
import { tempoRoles } from "./roles";

/** Where Tempo keeps everything it writes. */
export const dataFolder = "/var/tempo";

const megabyte = 1_000_000;

/** Configuration of Tempo 3, the same for all its roles. */
export function tempoConfig(settings: Settings, wiring: Wiring): Tree {
  const { tempo, tenancy } = settings;
  const roles = tempoRoles(settings);
  const retention = inHours(tempo.retention);
  const intake = roles.find(({ writes }) => writes) ?? roles[0];
  const front = workload(wiring, intake.name);
  const { http, "otlp-grpc": otlp } = front.ports;
  return merge(
    {
      target: "all",
      multitenancy_enabled: tenancy.enabled,
      stream_over_http_enabled: true,
      shutdown_delay: "10s",
      usage_report: { reporting_enabled: false },
      server: {
        http_listen_port: http.number,
        grpc_listen_port: 9095,
        ...(ringed(roles) ? {} : { grpc_listen_address: "127.0.0.1" }),
        ...serverTls(front),
      },
      distributor: {
        receivers: {
          // The receiver's own default listens on localhost only.
          otlp: {
            protocols: {
              grpc: { endpoint: `0.0.0.0:${otlp.number}`, max_recv_msg_size_mib: 16, ...receiverTls(otlp) },
            },
          },
        },
      },
      storage: { trace: { wal: { path: `${dataFolder}/wal` }, ...blocks(settings) } },
      // Tempo 3 reads the retention in both places: the scheduler plans by one, the worker deletes by the other.
      backend_scheduler: { provider: { compaction: { compaction: { block_retention: retention } } } },
      // At a shutdown the scheduler of the same process is gone first; waiting for it would take half a minute.
      backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: retention } },
      overrides: {
        defaults: tempoLimits({ limits: tempo.limits }),
        ...(tenancy.enabled ? { per_tenant_override_config: overridesFile("tempo") } : {}),
      },
    },
    calls(wiring),
    ringed(roles) ? distributed(settings, wiring) : {},
    tempo.extraConfig,
  );
}

/** In the words of the collector, whose receiver it is; it reads a renewed certificate only if it is told to. */
const receiverTls = (otlp: Port): Tree =>
  isSecure(otlp)
    ? {
        tls: {
          cert_file: tlsFiles.certificate,
          key_file: tlsFiles.key,
          client_ca_file: tlsFiles.ca,
          client_ca_file_reload: true,
          min_version: "1.2",
          reload_interval: "1m",
        },
      }
    : {};

/** Who calls whom within Tempo, each with a client of its own. */
const calls = (wiring: Wiring): Tree =>
  tlsCalls(wiring, "tempo", (tls) => ({
    live_store_client: { grpc_client_config: tls },
    querier: { frontend_worker: { grpc_client_config: tls } },
    backend_scheduler_client: { grpc_client_config: tls },
  }));

/**
 * What tenants have of their own, beside all that holds for everybody: Tempo 3.0 takes what a tenant's entry leaves out
 * for 0, its own defaults among it (modules/overrides/runtime_config_overrides.go).
 */
export const tempoOverrides = (settings: Settings): Tree =>
  tenantOverrides(settings, "tempo", (own) =>
    merge(
      {
        ingestion: { retry_info_enabled: true, max_traces_per_user: 10_000 },
        read: { max_bytes_per_tag_values_query: 1_000_000 },
      },
      tempoLimits({ ...own, limits: { ...settings.tempo.limits, ...own.limits } }),
    ),
  );

function tempoLimits({
  retention,
  limits: { megabytesPerSecond, megabytesPerTrace } = {},
}: {
  readonly retention?: string;
  readonly limits?: Partial<Settings["tempo"]["limits"]>;
}): Tree {
  const rate = (megabytesPerSecond ?? 0) * megabyte;
  return {
    ...(retention === undefined ? {} : { compaction: { block_retention: inHours(retention) } }),
    ...(megabytesPerSecond === undefined
      ? {}
      : { ingestion: { rate_strategy: "local", rate_limit_bytes: rate, burst_size_bytes: rate * 2 } }),
    ...(megabytesPerTrace === undefined ? {} : { global: { max_bytes_per_trace: megabytesPerTrace * megabyte } }),
  };
}

function blocks({ tempo, objectStorage }: Settings): Tree {
  if (tempo.bucket === undefined) return { backend: "local", local: { path: `${dataFolder}/blocks` } };
  return {
    backend: "s3",
    // No credentials: the client then looks for those of AWS's own clients, environment first.
    s3: {
      bucket: tempo.bucket,
      ...(tempo.prefix === undefined ? {} : { prefix: tempo.prefix }),
      endpoint: objectStorage.endpoint,
      region: objectStorage.region,
      insecure: !objectStorage.tls,
      forcepathstyle: objectStorage.pathStyle,
      ...(objectStorage.ca === undefined ? {} : { tls_ca_path: authorityFiles.objectStorage }),
    },
  };
}

/** Roles over a broker. */
function distributed(settings: Settings, wiring: Wiring): Tree {
  const { tempo, kafka } = settings;
  return {
    memberlist: gossip(settings, wiring, "tempo"),
    ingest: { kafka: topic(settings, "mop-tempo") },
    block_builder: { partitions_per_instance: Math.ceil(kafka.partitions / tempo.roles["block-builder"].replicas) },
    querier: {
      frontend_worker: {
        frontend_address: address(connection(wiring, "tempo-querier", "tempo-query-frontend", "grpc")),
      },
    },
    backend_worker: {
      backend_scheduler_addr: address(connection(wiring, "tempo-backend-worker", "tempo-backend-scheduler", "grpc")),
      ring: { kvstore: { store: "memberlist" } },
    },
  };
}
