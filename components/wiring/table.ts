import type { Settings } from "../../settings";
import { isTwoTier } from "../alloy/tiers";
import { lokiRoles } from "../loki/roles";
import { mimirRoles } from "../mimir/roles";
import { type Role, ringed } from "../role";
import { tempoRoles } from "../tempo/roles";
import type { Connection, Port, Wiring, Workload } from "./types";

/**
 * Who talks to whom. The one table from which endpoints, Services and scrape rules are derived: what is not a row
 * here is not a connection of the stack.
 */

const grpc = (number: number): Port => ({ number, protocol: "grpc", tls: "none" });
const http = (number: number): Port => ({ number, protocol: "http", tls: "none" });
const tcp = (number: number): Port => ({ number, protocol: "tcp", tls: "none" });

export function wiring(settings: Settings): Wiring {
  const { agents, backends } = settings.namespaces;

  // OBI's ports are unusual ones: with the host's network they are ports of the node.
  const obi: Workload = {
    name: "obi",
    component: "obi",
    namespace: agents,
    ports: { health: http(18999), metrics: http(19464) },
  };
  const gateway = (name: string): Workload => ({
    name,
    component: "alloy",
    namespace: backends,
    ports: { "otlp-grpc": grpc(4317), "otlp-http": http(4318), http: http(12345) },
  });
  const twoTier = isTwoTier(settings);
  const alloy = gateway("alloy");
  const receiver = gateway("alloy-receiver");
  const front = twoTier ? receiver : alloy;
  const tiers = twoTier ? [receiver, alloy] : [alloy];

  const tempo = backend(settings, "tempo", tempoRoles(settings), http(3200), { "otlp-grpc": grpc(4317) });
  const mimir = backend(settings, "mimir", mimirRoles(settings), http(8080));
  const loki = backend(settings, "loki", lokiRoles(settings), http(3100));
  const stores = [tempo, mimir, loki];
  const workloads = [obi, ...tiers, ...stores.flatMap((store) => store.workloads)];

  const connections: Connection[] = [
    { from: obi, to: front, port: "otlp-grpc", via: "entry", why: "spans and metrics from every node" },
    { from: "applications", to: front, port: "otlp-grpc", via: "entry", why: "what applications send by themselves" },
    { from: "applications", to: front, port: "otlp-http", via: "entry", why: "what applications send by themselves" },
    ...(twoTier ? between(receiver, alloy) : []),
    ...stores.flatMap((store) => store.takesIn(alloy)),
    ...workloads.map((to): Connection => ({
      from: alloy,
      to,
      port: to.name === "obi" ? "metrics" : "http",
      via: "pods",
      why: `${to.name}'s own metrics`,
    })),
    { from: alloy, to: alloy, port: "http", via: "headless", why: "replicas share out what they scrape and read" },
    { from: "readers", to: alloy, port: "http", via: "service", why: "Alloy's page of its pipeline" },
    ...stores.flatMap((store) => store.answers),
    ...stores.flatMap((store) => store.within),
  ];
  return { workloads, connections };
}

/** Spans go to the replica that has the rest of their trace, all else to any. */
const between = (receiver: Workload, alloy: Workload): Connection[] => [
  { from: receiver, to: alloy, port: "otlp-grpc", via: "ready", why: "spans, by the ID of their trace" },
  { from: receiver, to: alloy, port: "otlp-grpc", via: "service", why: "metrics and logs" },
];

const signalOf = { tempo: "spans", mimir: "metrics", loki: "logs" } as const;

/** The workloads of a backend, and its rows of the table. */
function backend(
  settings: Settings,
  component: keyof typeof signalOf,
  roles: readonly Role[],
  page: Port,
  intake: Workload["ports"] = {},
) {
  const ring = ringed(roles);
  const workloads = roles.map(({ name, writes }): Workload => ({
    name,
    component,
    namespace: settings.namespaces.backends,
    ports: {
      ...(writes ? intake : {}),
      http: page,
      ...(ring ? { grpc: grpc(9095), gossip: tcp(7946) } : {}),
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
    within: ring
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
