import type { Settings } from "../settings";

/**
 * Who talks to whom. The one table from which endpoints, Services and scrape rules are derived: what is not a row
 * here is not a connection of the stack.
 */

/** A workload as its neighbours see it: where it is and what it listens on. */
export interface Workload {
  readonly name: WorkloadName;
  readonly namespace: string;
  readonly ports: Readonly<Record<string, Port>>;
}

export type WorkloadName = "obi" | "alloy" | "tempo" | "mimir" | "loki";

/** TLS of a port: `server` shows a certificate, `mutual` also asks for one. */
export interface Port {
  readonly number: number;
  readonly protocol: "grpc" | "http";
  readonly tls: "none" | "server" | "mutual";
}

/**
 * Who is outside the stack: `readers` are a Grafana elsewhere or a person with `kubectl port-forward`,
 * `applications` are programs that send telemetry with an SDK of their own.
 */
export type Outsider = "readers" | "applications";

/** A reason to talk. */
export interface Connection {
  readonly from: Workload | Outsider;
  readonly to: Workload;
  /** A name in `to.ports`. */
  readonly port: string;
  /** Through the workload's Service, to each pod on its own, or to every pod's name behind a headless Service. */
  readonly via: "service" | "pods" | "headless";
  readonly why: string;
}

export type Workloads = Readonly<Record<WorkloadName, Workload>>;

export interface Wiring {
  readonly workloads: Workloads;
  readonly connections: readonly Connection[];
}

export function wiring(settings: Settings): Wiring {
  const { agents, backends } = settings.namespaces;
  const grpc = (number: number): Port => ({ number, protocol: "grpc", tls: "none" });
  const http = (number: number): Port => ({ number, protocol: "http", tls: "none" });

  // OBI's ports are unusual ones: with the host's network they are ports of the node.
  const obi: Workload = { name: "obi", namespace: agents, ports: { health: http(18999), metrics: http(19464) } };
  const alloy: Workload = {
    name: "alloy",
    namespace: backends,
    ports: { "otlp-grpc": grpc(4317), "otlp-http": http(4318), http: http(12345) },
  };
  const tempo: Workload = {
    name: "tempo",
    namespace: backends,
    ports: { "otlp-grpc": grpc(4317), http: http(3200) },
  };
  const mimir: Workload = { name: "mimir", namespace: backends, ports: { http: http(8080) } };
  const loki: Workload = { name: "loki", namespace: backends, ports: { http: http(3100) } };

  const connections: Connection[] = [
    { from: obi, to: alloy, port: "otlp-grpc", via: "service", why: "spans and metrics from every node" },
    { from: "applications", to: alloy, port: "otlp-grpc", via: "service", why: "what applications send by themselves" },
    { from: "applications", to: alloy, port: "otlp-http", via: "service", why: "what applications send by themselves" },
    { from: alloy, to: tempo, port: "otlp-grpc", via: "service", why: "spans" },
    { from: alloy, to: mimir, port: "http", via: "service", why: "metrics" },
    { from: alloy, to: loki, port: "http", via: "service", why: "logs" },
    { from: alloy, to: obi, port: "metrics", via: "pods", why: "OBI's own metrics" },
    { from: alloy, to: alloy, port: "http", via: "pods", why: "Alloy's own metrics" },
    { from: alloy, to: tempo, port: "http", via: "pods", why: "Tempo's own metrics" },
    { from: alloy, to: mimir, port: "http", via: "pods", why: "Mimir's own metrics" },
    { from: alloy, to: loki, port: "http", via: "pods", why: "Loki's own metrics" },
    { from: alloy, to: alloy, port: "http", via: "headless", why: "replicas share out whom they scrape" },
    { from: "readers", to: alloy, port: "http", via: "service", why: "Alloy's page of its pipeline" },
    { from: "readers", to: tempo, port: "http", via: "service", why: "queries for traces" },
    { from: "readers", to: mimir, port: "http", via: "service", why: "queries for metrics" },
    { from: "readers", to: loki, port: "http", via: "service", why: "queries for logs" },
  ];
  return { workloads: { obi, alloy, tempo, mimir, loki }, connections };
}

const isFrom = ({ from }: Connection, name: WorkloadName | Outsider): boolean =>
  (typeof from === "string" ? from : from.name) === name;

/** The connection between two parties. @throws Error when the table has no such row: a mistake in this program. */
export function connection(wiring: Wiring, from: WorkloadName | Outsider, to: WorkloadName, port: string): Connection {
  const row = wiring.connections.find(
    (c) => isFrom(c, from) && c.to.name === to && c.port === port && c.via !== "pods",
  );
  if (!row) throw new Error(`components/wiring.ts has no connection from ${from} to ${to} on ${port}`);
  return row;
}

/** Name of the headless Service that gives each pod of a workload a name of its own. */
export const headlessName = (workload: Workload): string => `${workload.name}-headless`;

/** "mimir.observability-dev.svc:8080" */
export function address({ to, port, via }: Connection): string {
  const service = via === "headless" ? headlessName(to) : to.name;
  return `${service}.${to.namespace}.svc:${to.ports[port].number}`;
}

/** "http://mimir.observability-dev.svc:8080" */
export const endpoint = (c: Connection): string =>
  `${c.to.ports[c.port].tls === "none" ? "http" : "https"}://${address(c)}`;

/** The ports that a workload's Service must carry: those that somebody reaches through it. */
export function servicePorts({ connections }: Wiring, workload: Workload): Readonly<Record<string, Port>> {
  const reached = connections.filter((c) => c.to.name === workload.name && c.via === "service").map((c) => c.port);
  return Object.fromEntries(Object.entries(workload.ports).filter(([name]) => reached.includes(name)));
}

/** The workloads that one scrapes pod by pod, with the port to scrape. */
export const scraped = ({ connections }: Wiring, by: WorkloadName): readonly Connection[] =>
  connections.filter((c) => isFrom(c, by) && c.via === "pods");
