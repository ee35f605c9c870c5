import { parse, stringify } from "yaml";
import { merge, type Tree } from "../../../settings";

/**
 * Everything in which a program of the tests differs from the same program in a pod, and why. Nothing else of what the
 * program generates is changed. The S3 server needs no change: settings say where it is, and that it speaks http.
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
}

const here = "127.0.0.1";

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
  const { folder, overrides } = place;
  if (typeof tree === "string") {
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
    distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: `${here}:${place.otlp}` } } } } },
    // A pod that goes waits for its Service to notice.
    shutdown_delay: "0s",
  });

/** Where Alloy listens, and where those are that it calls. */
export interface AlloyPlace {
  readonly http: number;
  readonly otlpGrpc: number;
  readonly otlpHttp: number;
  readonly folder: string;
  readonly configFile: string;
  readonly kubeconfig: string;
  /** "host:port" for each Service by its name. */
  readonly services: Readonly<Record<string, string>>;
  /** "host:port" of each replica that spans are shared out among. */
  readonly samplers?: readonly string[];
}

/** Blocks that call the API server: a pod has an account for it, a process is told of another server in a file. */
const callers: readonly (readonly [block: string, setting: (kubeconfig: string) => string])[] = [
  [`otelcol.processor.k8sattributes "all"`, () => `auth_type = "kubeConfig"`],
  [`discovery.kubernetes "pods"`, (file) => `kubeconfig_file = "${file}"`],
  [`discovery.kubernetes "stack"`, (file) => `kubeconfig_file = "${file}"`],
  [`loki.source.kubernetes "pods"`, (file) => `client {\n kubeconfig_file = "${file}"\n}`],
  [`loki.source.kubernetes_events "events"`, (file) => `client {\n kubeconfig_file = "${file}"\n}`],
];

export function alloyOnLoopback(text: string, place: AlloyPlace): string {
  const { otlpGrpc, otlpHttp, kubeconfig, services, samplers } = place;
  const atPorts = text
    .replace(`"0.0.0.0:4317"`, `"${here}:${otlpGrpc}"`)
    .replace(`"0.0.0.0:4318"`, `"${here}:${otlpHttp}"`);
  const withAccess = callers.reduce(
    (config, [block, setting]) => config.replace(`${block} {\n`, `${block} {\n${setting(kubeconfig)}\n`),
    atPorts,
  );
  // Pods share a name of DNS and a port; processes share an address, and are told apart by port.
  const toSamplers = withAccess.replace(
    /\bdns \{\n\s+hostname[^}]*\}/,
    `static {\n hostnames = [${(samplers ?? []).map((address) => `"${address}"`).join(", ")}]\n}`,
  );
  return toSamplers.replace(/([a-z-]+)\.observability-[a-z]+\.svc:\d+/g, (address, service: string) => {
    if (!(service in services)) throw new Error(`nothing on loopback stands for ${address}`);
    return services[service];
  });
}

/** What Alloy's container is started with, but for its folder, its port and replicas that are found by DNS. */
export const alloyArgs = (args: readonly string[], { http, folder, configFile }: AlloyPlace): string[] =>
  args
    .filter((arg) => !arg.startsWith("--cluster.join-addresses="))
    .map((arg) => {
      if (arg === "/etc/alloy/config.alloy") return configFile;
      if (arg.startsWith("--storage.path=")) return `--storage.path=${folder}`;
      if (arg.startsWith("--server.http.listen-addr=")) return `--server.http.listen-addr=${here}:${http}`;
      return arg === "--cluster.enabled=true" ? `${arg} --cluster.advertise-address=${here}:${http}` : arg;
    })
    .flatMap((arg) => arg.split(" "));
