import {
  address,
  connection,
  endpoint,
  headlessName,
  scraped,
  servicePorts,
  wiring,
  type Wiring,
  type WorkloadName,
} from "../../../components/wiring";
import { settingsOf } from "./settings";

const wires = wiring(settingsOf("dev"));
const names = Object.keys(wires.workloads) as WorkloadName[];

const party = ({ from }: Wiring["connections"][number]): string => (typeof from === "string" ? from : from.name);

test("who talks to whom", () => {
  expect(wires.connections.map((row) => `${party(row)} -> ${row.to.name} ${row.port} via ${row.via}`)).toEqual([
    "obi -> alloy otlp-grpc via service",
    "applications -> alloy otlp-grpc via service",
    "applications -> alloy otlp-http via service",
    "alloy -> tempo otlp-grpc via service",
    "alloy -> mimir http via service",
    "alloy -> loki http via service",
    "alloy -> obi metrics via pods",
    "alloy -> alloy http via pods",
    "alloy -> tempo http via pods",
    "alloy -> mimir http via pods",
    "alloy -> loki http via pods",
    "alloy -> alloy http via headless",
    "readers -> alloy http via service",
    "readers -> tempo http via service",
    "readers -> mimir http via service",
    "readers -> loki http via service",
  ]);
});

test("every row names a port that its target has, and a reason", () => {
  const wrong = wires.connections.filter(({ to, port, why }) => !(port in to.ports) || why.trim() === "");
  expect(wrong).toEqual([]);
});

test("every row is between workloads of the table", () => {
  const known = Object.values(wires.workloads);
  const strangers = wires.connections.filter(
    ({ from, to }) => !known.includes(to) || (typeof from !== "string" && !known.includes(from)),
  );
  expect(strangers).toEqual([]);
});

test("every workload stands under its own name, in its namespace, with its ports", () => {
  const http = (number: number) => ({ number, protocol: "http", tls: "none" });
  const grpc = (number: number) => ({ number, protocol: "grpc", tls: "none" });
  expect(wires.workloads).toEqual({
    obi: { name: "obi", namespace: "obi-dev", ports: { health: http(18999), metrics: http(19464) } },
    alloy: {
      name: "alloy",
      namespace: "observability-dev",
      ports: { "otlp-grpc": grpc(4317), "otlp-http": http(4318), http: http(12345) },
    },
    tempo: { name: "tempo", namespace: "observability-dev", ports: { "otlp-grpc": grpc(4317), http: http(3200) } },
    mimir: { name: "mimir", namespace: "observability-dev", ports: { http: http(8080) } },
    loki: { name: "loki", namespace: "observability-dev", ports: { http: http(3100) } },
  });
});

test.each([
  ["obi", "alloy", "otlp-grpc", "alloy.observability-dev.svc:4317", "http://alloy.observability-dev.svc:4317"],
  ["applications", "alloy", "otlp-http", "alloy.observability-dev.svc:4318", "http://alloy.observability-dev.svc:4318"],
  ["alloy", "tempo", "otlp-grpc", "tempo.observability-dev.svc:4317", "http://tempo.observability-dev.svc:4317"],
  ["alloy", "mimir", "http", "mimir.observability-dev.svc:8080", "http://mimir.observability-dev.svc:8080"],
  ["alloy", "loki", "http", "loki.observability-dev.svc:3100", "http://loki.observability-dev.svc:3100"],
  ["readers", "tempo", "http", "tempo.observability-dev.svc:3200", "http://tempo.observability-dev.svc:3200"],
  [
    "alloy",
    "alloy",
    "http",
    "alloy-headless.observability-dev.svc:12345",
    "http://alloy-headless.observability-dev.svc:12345",
  ],
] as const)("%s reaches %s on %s at %s", (from, to, port, expectedAddress, expectedEndpoint) => {
  const row = connection(wires, from, to, port);
  expect([address(row), endpoint(row)]).toEqual([expectedAddress, expectedEndpoint]);
});

test.each(["server", "mutual"] as const)("a port with TLS %s is reached by https", (tls) => {
  const row = connection(wires, "alloy", "mimir", "http");
  const secured = { ...row, to: { ...row.to, ports: { http: { ...row.to.ports.http, tls } } } };
  expect(endpoint(secured)).toBe("https://mimir.observability-dev.svc:8080");
});

test("addresses follow the namespaces of the settings", () => {
  const moved = wiring(settingsOf("dev", { namespaces: { backends: "stores", agents: "watchers" } }));
  expect(address(connection(moved, "obi", "alloy", "otlp-grpc"))).toBe("alloy.stores.svc:4317");
  expect(names.map((name) => moved.workloads[name].namespace)).toEqual([
    "watchers",
    "stores",
    "stores",
    "stores",
    "stores",
  ]);
});

test.each([
  ["obi", []],
  ["alloy", ["otlp-grpc", "otlp-http", "http"]],
  ["tempo", ["otlp-grpc", "http"]],
  ["mimir", ["http"]],
  ["loki", ["http"]],
] as const)("the Service of %s carries the ports that are reached through it: %j", (name, expected) => {
  const workload = wires.workloads[name];
  const ports = servicePorts(wires, workload);
  expect(Object.keys(ports)).toEqual(expected);
  expect(ports).toEqual(Object.fromEntries(expected.map((port) => [port, workload.ports[port]])));
});

test("a port that nobody reaches through the Service is left out of it", () => {
  const connections = wires.connections.filter((row) => party(row) !== "readers");
  expect(Object.keys(servicePorts({ ...wires, connections }, wires.workloads.alloy))).toEqual([
    "otlp-grpc",
    "otlp-http",
  ]);
});

test.each([
  ["obi", "loki", "http"],
  ["tempo", "alloy", "http"],
  // There is such a row, but it is for the pods one by one: there is no one address.
  ["alloy", "obi", "metrics"],
  ["alloy", "tempo", "http"],
] as const)("a connection that is not in the table is a mistake in the program: %s to %s on %s", (from, to, port) => {
  expect(() => connection(wires, from, to, port)).toThrow(
    new Error(`components/wiring.ts has no connection from ${from} to ${to} on ${port}`),
  );
});

test("Alloy scrapes everybody, itself included; nobody else scrapes", () => {
  expect(scraped(wires, "alloy").map(({ to, port }) => `${to.name} ${port}`)).toEqual([
    "obi metrics",
    "alloy http",
    "tempo http",
    "mimir http",
    "loki http",
  ]);
  expect(names.filter((name) => scraped(wires, name).length > 0)).toEqual(["alloy"]);
});

test("the headless Service is named after its workload", () => {
  expect(names.map((name) => headlessName(wires.workloads[name]))).toEqual([
    "obi-headless",
    "alloy-headless",
    "tempo-headless",
    "mimir-headless",
    "loki-headless",
  ]);
});
