import type { Settings } from "../../settings";
import { isTwoTier } from "../alloy/tiers";
import { lokiRoles } from "../loki/roles";
import { mimirRoles } from "../mimir/roles";
import { type Role, ringed } from "../role";
import { tempoRoles } from "../tempo/roles";
import { isSecure } from "./lookups";
import { supplies } from "./supplies";
import type { BackendName, Connection, Port, Tls, Wiring, Workload } from "./types";

/**
 * Who talks to whom. The one table from which endpoints, Services, scrape rules, TLS, the names in certificates and
 * network rules are derived: what is not a row here is not a connection of the stack.
 */

export function wiring(settings: Settings): Wiring {
  const { agents, backends } = settings.namespaces;
  const port =
    (protocol: Port["protocol"], tls: Tls) =>
    (number: number): Port => ({ number, protocol, tls: settings.tls.enabled ? tls : "none" });
  const http = port("http", "server");

  const obi: Workload = { name: "obi", component: "obi", namespace: agents, ports: obiPorts(settings) };
  const page = http(12345);
  // Neither OBI nor most applications have a certificate to show.
  const open = { "otlp-grpc": port("grpc", "server")(4317), "otlp-http": http(4318), http: page };
  const inner = { "otlp-grpc": port("grpc", "mutual")(4317), http: page };
  const gateway = (name: string, ports: Workload["ports"]): Workload => ({
    name,
    component: "alloy",
    namespace: backends,
    ports,
  });
  const twoTier = isTwoTier(settings);
  const receiver = gateway("alloy-receiver", open);
  const alloy = gateway("alloy", twoTier ? inner : open);
  const front = twoTier ? receiver : alloy;
  const tiers = twoTier ? [receiver, alloy] : [alloy];

  const ring = { grpc: port("grpc", "mutual")(9095), gossip: port("tcp", "server")(7946) };
  const backend = (component: BackendName, roles: readonly Role[], number: number, intake: Workload["ports"] = {}) =>
    backendRows(settings, component, roles, { http: http(number), intake, ring });
  const tempo = backend("tempo", tempoRoles(settings), 3200, { "otlp-grpc": port("grpc", "mutual")(4317) });
  const mimir = backend("mimir", mimirRoles(settings), 8080);
  const loki = backend("loki", lokiRoles(settings), 3100);
  const stores = [tempo, mimir, loki];
  const workloads = [obi, ...tiers, ...stores.flatMap((store) => store.workloads)];

  const connections: Connection[] = [
    { from: obi, to: front, port: "otlp-grpc", via: "entry", why: "spans and metrics from every node" },
    { from: "applications", to: front, port: "otlp-grpc", via: "entry", why: "what applications send by themselves" },
    { from: "applications", to: front, port: "otlp-http", via: "entry", why: "what applications send by themselves" },
    ...(twoTier ? between(receiver, alloy) : []),
    ...stores.flatMap((store) => store.takesIn(alloy)),
    ...workloads.flatMap((to) => [...scrape(alloy, to), ...watch(alloy, to)]),
    { from: alloy, to: alloy, port: "http", via: "headless", why: "replicas share out what they scrape and read" },
    { from: "readers", to: alloy, port: "http", via: "service", why: "Alloy's page of its pipeline" },
    ...stores.flatMap((store) => store.answers),
    ...stores.flatMap((store) => store.within),
  ];
  return { workloads, connections, supplies: supplies(settings, workloads) };
}

/**
 * OBI's ports are unusual ones: with the host's network they are ports of the node. It cannot serve its metrics over TLS,
 * so with TLS it sends them the way of all others.
 */
const obiPorts = ({ tls }: Settings): Workload["ports"] => ({
  health: { number: 18999, protocol: "http", tls: "none" },
  ...(tls.enabled ? {} : { metrics: { number: 19464, protocol: "http", tls: "none" } as const }),
});

/** What a workload says of itself, where it has a page for it. */
const scrape = (from: Workload, to: Workload): Connection[] =>
  ["metrics", "http"]
    .filter((port) => port in to.ports)
    .map((port) => ({ from, to, port, via: "pods", why: `${to.name}'s own metrics` }));

/** Spans go to the replica that has the rest of their trace, all else to any. */
const between = (receiver: Workload, alloy: Workload): Connection[] => [
  { from: receiver, to: alloy, port: "otlp-grpc", via: "ready", why: "spans, by the ID of their trace" },
  { from: receiver, to: alloy, port: "otlp-grpc", via: "service", why: "metrics and logs" },
];

/** Gossip shows the certificate that it started with, until somebody restarts it. */
const watch = (from: Workload, to: Workload): Connection[] =>
  to.ports.gossip !== undefined && isSecure(to.ports.gossip)
    ? [{ from, to, port: "gossip", via: "pods", why: `when ${to.name}'s certificate for gossip ends` }]
    : [];

const signalOf: Readonly<Record<BackendName, string>> = { tempo: "spans", mimir: "metrics", loki: "logs" };

/** What a backend listens on: its page, what takes telemetry in, and what its pods call each other on. */
interface BackendPorts {
  readonly http: Port;
  readonly intake: Workload["ports"];
  readonly ring: Workload["ports"];
}

/** The workloads of a backend, and its rows of the table. */
function backendRows(
  settings: Settings,
  component: BackendName,
  roles: readonly Role[],
  { http, intake, ring }: BackendPorts,
) {
  const together = ringed(roles);
  const workloads = roles.map(({ name, writes }): Workload => ({
    name,
    component,
    namespace: settings.namespaces.backends,
    ports: {
      ...(writes ? intake : {}),
      http,
      ...(together ? ring : {}),
    },
  }));
  const who = (role: Role): Workload => workloads[roles.indexOf(role)];
  const signal = signalOf[component];
  return {
    workloads,
    takesIn: (from: Workload): Connection[] =>
      roles
        .filter(({ writes }) => writes)
        .map((role) => ({ from, to: who(role), port: Object.keys(intake)[0] ?? "http", via: "service", why: signal })),
    answers: roles
      .filter(({ reads }) => reads)
      .map((role): Connection => ({
        from: "readers",
        to: who(role),
        port: "http",
        via: "service",
        why: `queries for ${signal}`,
      })),
    within: together
      ? [
          ...roles.flatMap((role) =>
            roles
              .filter(({ name }) => role.calls.includes(name))
              .map((called): Connection => ({
                from: who(role),
                to: who(called),
                port: "grpc",
                via: called.foundBy ?? "pods",
                why: `${role.name} calls ${called.name}`,
              })),
          ),
          ...workloads.flatMap((from) =>
            workloads.map((to): Connection => ({
              from,
              to,
              port: "gossip",
              via: "ring",
              why: "who is there, and who holds what",
            })),
          ),
        ]
      : [],
  };
}
