import { wiring } from "../../../../components/wiring";
import { settingsOf } from "../settings";
import { gossip, lines } from "./rows";

const rows = (name: string) => {
  const wires = wiring(settingsOf(name));
  return { lines: lines(wires), gossip: gossip(wires) };
};

/** What leads into the first tier, and what only one Alloy or a second tier has. */
const into = (front: string) => [
  `obi -> ${front}:otlp-grpc via entry`,
  `applications -> ${front}:otlp-grpc via entry`,
  `applications -> ${front}:otlp-http via entry`,
];
/** With TLS: not OBI, and of a ring the certificate that it gossips with as well. */
const scraped = (...names: string[]) => names.map((name) => pods(`${name}:http`));
const watched = (...names: string[]) => names.flatMap((name) => [pods(`${name}:http`), pods(`${name}:gossip`)]);
const pods = (target: string) => `alloy -> ${target} via pods`;
const delivered = (tempo: string, mimir: string, loki: string) => [
  `alloy -> ${tempo}:otlp-grpc via service`,
  `alloy -> ${mimir}:http via service`,
  `alloy -> ${loki}:http via service`,
];
const pages = (tempo: string, mimir: string, loki: string) => [
  "alloy -> alloy:http via headless",
  ...["alloy", tempo, mimir, loki].map((name) => `readers -> ${name}:http via service`),
];
const balanced = ["alloy-receiver -> alloy:otlp-grpc via ready", "alloy-receiver -> alloy:otlp-grpc via service"];
const stores = ["tempo", "mimir", "loki"] as const;
const peers = ["mimir -> mimir:grpc via pods", "loki -> loki:grpc via pods"];

test("dev, row by row", () => {
  expect(rows("dev")).toEqual({
    lines: [
      "obi -> alloy:otlp-grpc via entry",
      "applications -> alloy:otlp-grpc via entry",
      "applications -> alloy:otlp-http via entry",
      "alloy -> tempo:otlp-grpc via service",
      "alloy -> mimir:http via service",
      "alloy -> loki:http via service",
      "alloy -> obi:metrics via pods",
      "alloy -> alloy:http via pods",
      "alloy -> tempo:http via pods",
      "alloy -> mimir:http via pods",
      "alloy -> loki:http via pods",
      "alloy -> alloy:http via headless",
      "readers -> alloy:http via service",
      "readers -> tempo:http via service",
      "readers -> mimir:http via service",
      "readers -> loki:http via service",
    ],
    gossip: [],
  });
});

test("staging: Mimir's and Loki's replicas call each other besides", () => {
  expect(rows("staging")).toEqual({
    lines: [
      ...into("alloy"),
      ...delivered(...stores),
      ...scraped("alloy", "tempo"),
      ...watched("mimir", "loki"),
      ...pages(...stores),
      ...peers,
    ],
    gossip: ["mimir: 1 x 1", "loki: 1 x 1"],
  });
});

test("production: senders reach the stateless tier, which shares out spans by trace", () => {
  expect(rows("production")).toEqual({
    lines: [
      ...into("alloy-receiver"),
      ...balanced,
      ...delivered(...stores),
      ...scraped("alloy-receiver", "alloy", "tempo"),
      ...watched("mimir", "loki"),
      ...pages(...stores),
      ...peers,
    ],
    gossip: ["mimir: 1 x 1", "loki: 1 x 1"],
  });
});

const tempo = ["distributor", "live-store", "block-builder", "backend-scheduler", "backend-worker", "querier"];
const common = ["distributor", "ingester", "querier", "query-frontend", "query-scheduler"];
const parts = [
  ...[...tempo, "query-frontend"].map((part) => `tempo-${part}`),
  ...[...common, "store-gateway", "compactor", "ruler"].map((part) => `mimir-${part}`),
  ...[...common, "index-gateway", "compactor", "ruler"].map((part) => `loki-${part}`),
];

test("distributed: telemetry goes to the distributors, queries to the frontends, each part to those that it calls", () => {
  expect(rows("distributed")).toEqual({
    lines: [
      ...into("alloy-receiver"),
      ...balanced,
      ...delivered("tempo-distributor", "mimir-distributor", "loki-distributor"),
      ...scraped("alloy-receiver", "alloy"),
      ...watched(...parts),
      ...pages("tempo-query-frontend", "mimir-query-frontend", "loki-query-frontend"),
      "tempo-backend-worker -> tempo-backend-scheduler:grpc via service",
      "tempo-querier -> tempo-live-store:grpc via pods",
      "tempo-querier -> tempo-query-frontend:grpc via headless",
      "mimir-querier -> mimir-ingester:grpc via pods",
      "mimir-querier -> mimir-query-frontend:grpc via headless",
      "mimir-querier -> mimir-query-scheduler:grpc via pods",
      "mimir-querier -> mimir-store-gateway:grpc via pods",
      "mimir-query-frontend -> mimir-query-scheduler:grpc via pods",
      "mimir-ruler -> mimir-query-frontend:grpc via headless",
      "mimir-ruler -> mimir-ruler:grpc via pods",
      "loki-distributor -> loki-ingester:grpc via pods",
      "loki-querier -> loki-ingester:grpc via pods",
      "loki-querier -> loki-query-frontend:grpc via pods",
      "loki-querier -> loki-query-scheduler:grpc via pods",
      "loki-querier -> loki-index-gateway:grpc via headless",
      "loki-querier -> loki-compactor:grpc via service",
      "loki-query-frontend -> loki-query-scheduler:grpc via pods",
      "loki-query-frontend -> loki-index-gateway:grpc via headless",
      "loki-query-frontend -> loki-compactor:grpc via service",
      "loki-index-gateway -> loki-compactor:grpc via service",
      "loki-ruler -> loki-ingester:grpc via pods",
      "loki-ruler -> loki-index-gateway:grpc via headless",
      "loki-ruler -> loki-compactor:grpc via service",
      "loki-ruler -> loki-ruler:grpc via pods",
    ],
    gossip: ["tempo: 7 x 7", "mimir: 8 x 8", "loki: 8 x 8"],
  });
});

describe.each(["dev", "staging", "production", "distributed"])("%s", (name) => {
  const { workloads, connections } = wiring(settingsOf(name));

  test("every row names a port that its target has, and a reason", () => {
    const wrong = connections.filter(({ to, port, why }) => !(port in to.ports) || why.trim() === "");
    expect(wrong).toEqual([]);
  });

  test("every row is between workloads of the table, and stands there once", () => {
    const strangers = connections.filter(
      ({ from, to }) => !workloads.includes(to) || (typeof from !== "string" && !workloads.includes(from)),
    );
    expect(strangers).toEqual([]);
    const all = connections.map(({ from, to, port, via }) =>
      JSON.stringify([typeof from === "string" ? from : from.name, to.name, port, via]),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(workloads.map((workload) => workload.name)).size).toBe(workloads.length);
  });
});

const http = (number: number, tls = "none") => ({ number, protocol: "http", tls });
const grpc = (number: number, tls = "none") => ({ number, protocol: "grpc", tls });
const gateway = { "otlp-grpc": grpc(4317), "otlp-http": http(4318), http: http(12345) };

test("the workloads of dev, in their namespaces, with their ports", () => {
  const namespace = "observability-dev";
  expect(wiring(settingsOf("dev")).workloads).toEqual([
    { name: "obi", component: "obi", namespace: "obi-dev", ports: { health: http(18999), metrics: http(19464) } },
    { name: "alloy", component: "alloy", namespace, ports: gateway },
    { name: "tempo", component: "tempo", namespace, ports: { "otlp-grpc": grpc(4317), http: http(3200) } },
    { name: "mimir", component: "mimir", namespace, ports: { http: http(8080) } },
    { name: "loki", component: "loki", namespace, ports: { http: http(3100) } },
  ]);
});

test("with TLS those have it that hear others: a certificate is asked of nobody who may have none", () => {
  const namespace = "observability-staging";
  const ring = { grpc: grpc(9095, "mutual"), gossip: { number: 7946, protocol: "tcp", tls: "server" } };
  expect(wiring(settingsOf("staging")).workloads).toEqual([
    { name: "obi", component: "obi", namespace: "obi-staging", ports: { health: http(18999) } },
    {
      name: "alloy",
      component: "alloy",
      namespace,
      ports: { "otlp-grpc": grpc(4317, "server"), "otlp-http": http(4318, "server"), http: http(12345, "server") },
    },
    {
      name: "tempo",
      component: "tempo",
      namespace,
      ports: { "otlp-grpc": grpc(4317, "mutual"), http: http(3200, "server") },
    },
    { name: "mimir", component: "mimir", namespace, ports: { http: http(8080, "server"), ...ring } },
    { name: "loki", component: "loki", namespace, ports: { http: http(3100, "server"), ...ring } },
  ]);
});

test("those of a ring have ports for calls and gossip; of Tempo's parts the distributor alone takes spans in", () => {
  const namespace = "observability-production";
  const ring = { grpc: grpc(9095, "mutual"), gossip: { number: 7946, protocol: "tcp", tls: "server" } };
  const page = { tempo: http(3200, "server"), mimir: http(8080, "server"), loki: http(3100, "server") };
  const open = { "otlp-grpc": grpc(4317, "server"), "otlp-http": http(4318, "server"), http: http(12345, "server") };
  const inner = { "otlp-grpc": grpc(4317, "mutual"), http: http(12345, "server") };
  const [, receiver, alloy, ...backends] = wiring(settingsOf("distributed")).workloads;
  expect([receiver, alloy]).toEqual([
    { name: "alloy-receiver", component: "alloy", namespace, ports: open },
    // Nobody but the tier in front speaks to it.
    { name: "alloy", component: "alloy", namespace, ports: inner },
  ]);
  expect(backends).toEqual(
    parts.map((name) => {
      const component = name.split("-")[0] as keyof typeof page;
      const intake = name === "tempo-distributor" ? { "otlp-grpc": grpc(4317, "mutual") } : {};
      return { name, component, namespace, ports: { ...intake, http: page[component], ...ring } };
    }),
  );
});
