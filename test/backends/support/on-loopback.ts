import { parse, stringify } from "yaml";
import { merge, type Tree } from "../../../settings";

/**
 * Everything in which a program of the tests differs from the same program in a pod, and why. Nothing else of what the
 * program generates is changed. The S3 server needs no change: settings say where it is, and whom it is signed by.
 */

/** Where a backend's process is, and who else is of its kind. */
export interface Place {
  readonly http: number;
  readonly grpc: number;
  readonly gossip: number;
  /** Where spans come in; Tempo alone has it. */
  readonly otlp?: number;
  /** Takes the place of its volume. */
  readonly folder: string;
  /** Takes the place of the file of what tenants have of their own. */
  readonly overrides?: string;
  /** The gossip ports of all replicas, where there are several. */
  readonly replicas?: readonly number[];
  /** Takes the place of /etc/tls; none in a stack without TLS. */
  readonly tls?: string;
}

export const here = "127.0.0.1";

/** A test cannot wait for the minute after which a renewed certificate is read. */
export const soon = "2s";

/** A pod has a folder for what proves who it is. */
export const mountedTls = "/etc/tls";

/** Pods have an address each; processes on one machine have ports, and a name for each to be told apart by. */
const server = ({ http, grpc }: Place): Tree => ({
  http_listen_address: here,
  http_listen_port: http,
  grpc_listen_address: here,
  grpc_listen_port: grpc,
});

/** Members find each other by a name of the cluster's DNS, which is not here. */
const memberlist = ({ gossip, replicas }: Place): Tree => ({
  bind_addr: [here],
  bind_port: gossip,
  advertise_port: gossip,
  ...(replicas ? { join_members: replicas.map((port) => `${here}:${port}`) } : {}),
});

/** By default the address of eth0, and the name of the host, which all would share. */
const instance = ({ http }: Place): Tree => ({ instance_addr: here, instance_id: `process-${http}` });

/** By default a program waits up to a quarter of a minute, in case others come, before it says that it is ready. */
const soonReady: Tree = { min_ready_duration: "0s" };

/** A pod has a volume for itself, and its ConfigMaps, where the configuration says. */
function inFolder(tree: unknown, mounted: string, place: Place): unknown {
  const { folder, overrides, tls } = place;
  if (typeof tree === "string") {
    if (tls !== undefined && tree.startsWith(`${mountedTls}/`)) return tls + tree.slice(mountedTls.length);
    if (overrides !== undefined && /^\/etc\/.*-overrides\/tenants\.yaml$/.test(tree)) return overrides;
    return tree === mounted || tree.startsWith(`${mounted}/`) ? folder + tree.slice(mounted.length) : tree;
  }
  if (Array.isArray(tree)) return tree.map((item) => inFolder(item, mounted, place));
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, inFolder(value, mounted, place)]));
}

const changed = (text: string, mounted: string, place: Place, changes: Tree): string =>
  stringify(merge(inFolder(parse(text), mounted, place) as Tree, changes));

export const lokiOnLoopback = (text: string, place: Place): string =>
  changed(text, "/loki", place, {
    server: server(place),
    memberlist: memberlist(place),
    // The one key that both rings and gossip take the address from.
    common: { instance_addr: here, ring: instance(place) },
    ingester: { lifecycler: soonReady },
    // Queries are possible once the frontend has found the schedulers, which it looks for every ten seconds.
    frontend: { scheduler_dns_lookup_period: "1s" },
    frontend_worker: { dns_lookup_duration: "1s" },
  });

export const mimirOnLoopback = (text: string, place: Place): string =>
  changed(text, "/data", place, {
    server: server(place),
    memberlist: memberlist(place),
    frontend: { address: here },
    distributor: { ring: instance(place) },
    ingester: { ring: { ...instance(place), ...soonReady } },
    store_gateway: { sharding_ring: instance(place) },
    compactor: { sharding_ring: instance(place) },
    ruler: { ring: instance(place) },
  });

export const tempoOnLoopback = (text: string, place: Place): string =>
  changed(text, "/var/tempo", place, {
    server: server(place),
    memberlist: memberlist(place),
    distributor: {
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: `${here}:${place.otlp}`, ...(place.tls ? { tls: { reload_interval: soon } } : {}) },
          },
        },
      },
    },
    // Folders of its volume by default, which no setting names.
    live_store: {
      wal: { path: `${place.folder}/live-store/traces` },
      shutdown_marker_dir: `${place.folder}/live-store/shutdown-marker`,
    },
    backend_scheduler: { local_work_path: place.folder },
    // A pod that goes waits for its Service to notice.
    shutdown_delay: "0s",
  });
