import {
  address,
  connection,
  endpoint,
  headlessName,
  host,
  readyName,
  ringName,
  scraped,
  servicePorts,
  type Via,
  watched,
  wiring,
  workload,
} from "../../../../components/wiring";
import { settingsOf } from "../settings";
import { party } from "./rows";

const dev = wiring(settingsOf("dev"));
const production = wiring(settingsOf("production"));
const distributed = wiring(settingsOf("distributed"));

test.each([
  ["obi", "alloy", "otlp-grpc", "otlp.observability-dev.svc:4317"],
  ["applications", "alloy", "otlp-http", "otlp.observability-dev.svc:4318"],
  ["alloy", "tempo", "otlp-grpc", "tempo.observability-dev.svc:4317"],
  ["alloy", "mimir", "http", "mimir.observability-dev.svc:8080"],
  ["alloy", "loki", "http", "loki.observability-dev.svc:3100"],
  ["readers", "tempo", "http", "tempo.observability-dev.svc:3200"],
  ["alloy", "alloy", "http", "alloy-headless.observability-dev.svc:12345"],
])("%s reaches %s on %s at %s", (from, to, port, expected) => {
  const row = connection(dev, from, to, port);
  expect([address(row), endpoint(row), host(row)]).toEqual([expected, `http://${expected}`, expected.split(":")[0]]);
});

test.each<[string, string, string, Via | undefined, string]>([
  // By component where nobody need know which of its parts it is, by workload where it matters.
  ["obi", "alloy", "otlp-grpc", undefined, "otlp.observability-production.svc:4317"],
  ["alloy-receiver", "alloy", "otlp-grpc", "ready", "alloy-ready.observability-production.svc:4317"],
  ["alloy-receiver", "alloy", "otlp-grpc", "service", "alloy.observability-production.svc:4317"],
  ["alloy", "tempo", "otlp-grpc", undefined, "tempo-distributor.observability-production.svc:4317"],
  ["alloy", "mimir", "http", undefined, "mimir-distributor.observability-production.svc:8080"],
  ["readers", "mimir", "http", undefined, "mimir-query-frontend.observability-production.svc:8080"],
  ["mimir", "mimir", "gossip", undefined, "mimir-ring.observability-production.svc:7946"],
  ["loki-querier", "loki-compactor", "grpc", undefined, "loki-compactor.observability-production.svc:9095"],
  [
    "loki-querier",
    "loki-index-gateway",
    "grpc",
    undefined,
    "loki-index-gateway-headless.observability-production.svc:9095",
  ],
])("distributed: %s reaches %s on %s via %s at %s", (from, to, port, via, expected) => {
  expect(address(connection(distributed, from, to, port, via))).toBe(expected);
});

test.each([
  ["obi", "alloy", "otlp-grpc", "https://otlp.observability-production.svc:4317"],
  ["applications", "alloy", "otlp-http", "https://otlp.observability-production.svc:4318"],
  ["alloy", "tempo", "otlp-grpc", "https://tempo.observability-production.svc:4317"],
  ["alloy", "mimir", "http", "https://mimir.observability-production.svc:8080"],
  ["readers", "loki", "http", "https://loki.observability-production.svc:3100"],
])("production: %s reaches %s on %s at %s", (from, to, port, expected) => {
  expect(endpoint(connection(production, from, to, port))).toBe(expected);
});

test.each(["server", "mutual"] as const)("a port with TLS %s is reached by https", (tls) => {
  const row = connection(dev, "alloy", "mimir", "http");
  const secured = { ...row, to: { ...row.to, ports: { http: { ...row.to.ports.http, tls } } } };
  expect(endpoint(secured)).toBe("https://mimir.observability-dev.svc:8080");
});

test("addresses follow the namespaces of the settings", () => {
  const moved = wiring(settingsOf("dev", { namespaces: { backends: "stores", agents: "watchers" } }));
  expect(address(connection(moved, "obi", "alloy", "otlp-grpc"))).toBe("otlp.stores.svc:4317");
  expect(moved.workloads.map(({ name, namespace }) => [name, namespace])).toEqual([
    ["obi", "watchers"],
    ["alloy", "stores"],
    ["tempo", "stores"],
    ["mimir", "stores"],
    ["loki", "stores"],
  ]);
});

test.each([
  ["obi", "loki", "http"],
  ["tempo", "alloy", "http"],
  // There is such a row, but it is for the pods one by one: there is no one address.
  ["alloy", "obi", "metrics"],
  ["alloy", "tempo", "http"],
])("a connection that is not in the table is a mistake in the program: %s to %s on %s", (from, to, port) => {
  expect(() => connection(dev, from, to, port)).toThrow(
    new Error(`components/wiring has no connection from ${from} to ${to} on ${port}`),
  );
});

test("so is a way that it does not have, and a workload that is not there", () => {
  expect(() => connection(dev, "alloy", "mimir", "http", "ready")).toThrow(
    new Error("components/wiring has no connection from alloy to mimir on http"),
  );
  expect(workload(distributed, "loki-ruler").name).toBe("loki-ruler");
  expect(() => workload(distributed, "loki")).toThrow(new Error("components/wiring has no workload loki"));
});

test("one tier of Alloy scrapes everybody, itself and the other included, but for OBI with TLS", () => {
  const rows = (wires: typeof dev) => scraped(wires, "alloy").map(({ to, port }) => [to.name, port]);
  expect(rows(dev)).toEqual([["obi", "metrics"], ...["alloy", "tempo", "mimir", "loki"].map((name) => [name, "http"])]);
  for (const wires of [production, distributed]) {
    const [agent, ...others] = wires.workloads.map(({ name }) => name);
    expect(agent).toBe("obi");
    expect(rows(wires)).toEqual(others.map((name) => [name, "http"]));
    expect(scraped(wires, "alloy-receiver")).toEqual([]);
  }
});

test("with TLS it watches every certificate that pods show on a page or by gossip", () => {
  const rows = (wires: typeof dev) => watched(wires, "alloy").map(({ to, port }) => `${to.name}:${port}`);
  expect(rows(dev)).toEqual([]);
  expect(rows(production)).toEqual([
    "alloy-receiver:http",
    "alloy:http",
    "tempo:http",
    "mimir:http",
    "mimir:gossip",
    "loki:http",
    "loki:gossip",
  ]);
  // Each of 23 parts of backends gossips.
  expect(rows(distributed).length).toBe(2 + 2 * 23);
});

test("a port that nobody reaches through the Service is left out of it", () => {
  const ports = (wires: typeof dev) => Object.keys(servicePorts(wires, workload(wires, "alloy")));
  const connections = production.connections.filter((row) => party(row.from) !== "readers");
  expect([ports(dev), ports(production), ports({ ...production, connections })]).toEqual([
    ["http"],
    ["otlp-grpc", "http"],
    ["otlp-grpc"],
  ]);
});

test("names of Services that lead to pods one by one", () => {
  const ingester = workload(distributed, "mimir-ingester");
  expect([headlessName(ingester), readyName(ingester), ringName(ingester.component)]).toEqual([
    "mimir-ingester-headless",
    "mimir-ingester-ready",
    "mimir-ring",
  ]);
});
