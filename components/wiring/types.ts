/** A workload as its neighbours see it: where it is and what it listens on. */
export interface Workload {
  /** Its own name: "mimir", or "mimir-ingester" for one part of several. */
  readonly name: string;
  readonly component: ComponentName;
  readonly namespace: string;
  readonly ports: Readonly<Record<string, Port>>;
}

export type BackendName = "tempo" | "mimir" | "loki";

export type ComponentName = "obi" | "alloy" | BackendName;

export interface Port {
  readonly number: number;
  readonly protocol: "grpc" | "http" | "tcp";
  readonly tls: Tls;
}

/**
 * TLS of a port:
 * - `server`: it shows a certificate, and answers those who have none, as probes and readers do
 * - `mutual`: it shows a certificate, and answers nobody who has none
 */
export type Tls = "none" | "server" | "mutual";

/**
 * Who is outside the stack: `readers` are a Grafana elsewhere or a person with `kubectl port-forward`,
 * `applications` are programs that send telemetry with an SDK of their own.
 */
export type Outsider = "readers" | "applications";

/** What the stack needs and does not bring. */
export type Supplier = "dns" | "api-server" | "object-storage" | "kafka";

/**
 * How a workload is reached:
 * - `service`: through its Service
 * - `entry`: through the Service that every sender of telemetry knows, whatever stands behind it
 * - `headless`: each of its pods by name, ready or not
 * - `ready`: each of its pods that is ready
 * - `ring`: every pod of its component by name, ready or not
 * - `pods`: each pod on its own, by address
 */
export type Via = "service" | "entry" | "headless" | "ready" | "ring" | "pods";

/** A reason to talk. */
export interface Connection {
  readonly from: Workload | Outsider;
  readonly to: Workload;
  /** A name in `to.ports`. */
  readonly port: string;
  readonly via: Via;
  readonly why: string;
}

/** A reason to talk to somebody outside. */
export interface Supply {
  readonly from: Workload;
  readonly to: Supplier;
  readonly why: string;
}

export interface Wiring {
  /** In the order in which they are listed to people. */
  readonly workloads: readonly Workload[];
  readonly connections: readonly Connection[];
  readonly supplies: readonly Supply[];
}
