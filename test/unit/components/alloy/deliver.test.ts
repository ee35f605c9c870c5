import type { Block } from "../../../../components/alloy/syntax";
import type { Tree } from "../../../../settings";
import { ofClient, ofPrometheusClient } from "../tls/words";
import { find, identity, inner, under } from "./blocks";
import { gateway } from "./stacks";

/** Each exporter, and where it sends to under which headers. */
const clients = (blocks: readonly Block[]): [string, Block["attributes"]][] =>
  blocks
    .filter(({ block }) => block.startsWith("otelcol.exporter."))
    .map((block) => [identity(block), under(block, "client")]);

const dev = {
  "otelcol.exporter.otlp tempo": "tempo.observability-dev.svc:4317",
  "otelcol.exporter.otlphttp mimir": "http://mimir.observability-dev.svc:8080/otlp",
  "otelcol.exporter.otlphttp loki": "http://loki.observability-dev.svc:3100/otlp",
};

test("without tenants, nobody is named", () => {
  expect(clients(gateway("dev"))).toEqual(Object.entries(dev).map(([name, endpoint]) => [name, { endpoint }]));
});

const of = (tenant: string) => ({ headers: { "X-Scope-OrgID": tenant } });

test("one tenant is named to every backend", () => {
  expect(clients(gateway("dev", { tenancy: { enabled: true } }))).toEqual(
    Object.entries(dev).map(([name, endpoint]) => [name, { endpoint, ...of("dev") }]),
  );
});

test("several tenants, and parts of a backend that take in: an exporter for each of both", () => {
  const sends = (suffix: string, tenant: string) => [
    [
      `otelcol.exporter.otlp tempo${suffix}`,
      { endpoint: "tempo-distributor.observability-production.svc:4317", ...of(tenant) },
    ],
    [
      `otelcol.exporter.otlphttp mimir${suffix}`,
      { endpoint: "https://mimir-distributor.observability-production.svc:8080/otlp", ...of(tenant) },
    ],
    [
      `otelcol.exporter.otlphttp loki${suffix}`,
      { endpoint: "https://loki-distributor.observability-production.svc:3100/otlp", ...of(tenant) },
    ],
  ];
  expect(clients(gateway("distributed"))).toEqual([
    ...sends("", "production"),
    ...sends("_payments", "payments"),
    ...sends("_shop", "shop"),
  ]);
});

/** What each exporter is told of TLS. */
const tlsOf = (stack: string): [string, readonly Block[] | undefined][] =>
  gateway(stack)
    .filter(({ block }) => block.startsWith("otelcol.exporter."))
    .map((block) => [identity(block), inner(block, "client")?.blocks]);

test("without TLS a URL says so by itself, an address has to be told", () => {
  expect(tlsOf("dev")).toEqual([
    ["otelcol.exporter.otlp tempo", [{ block: "tls", attributes: { insecure: true } }]],
    ["otelcol.exporter.otlphttp mimir", []],
    ["otelcol.exporter.otlphttp loki", []],
  ]);
});

test("with TLS every exporter shows a certificate, and checks that of the name that it calls", () => {
  expect(tlsOf("production")).toEqual(
    ["otelcol.exporter.otlp tempo", "otelcol.exporter.otlphttp mimir", "otelcol.exporter.otlphttp loki"].map((name) => [
      name,
      [{ block: "tls", attributes: ofClient }],
    ]),
  );
});

test.each<[string, string, string, Tree, Tree]>([
  ["no tenants", "dev", "http://mimir.observability-dev.svc:8080", {}, {}],
  ["one tenant", "staging", "https://mimir.observability-staging.svc:8080", {}, of("staging")],
  [
    "several",
    "dev",
    "http://mimir.observability-dev.svc:8080",
    { tenancy: { enabled: true, default: "ops", tenants: { a: { namespaces: [] } } } },
    of("ops"),
  ],
])("what the stack says of itself is the default tenant's: %s", (_, stack, mimir, overrides, headers) => {
  const write = find(gateway(stack, overrides), "prometheus.remote_write mimir");
  expect(under(write, "endpoint")).toEqual({ url: `${mimir}/api/v1/push`, ...headers });
});

test.each([
  ["dev", []],
  ["staging", [{ block: "tls_config", attributes: ofPrometheusClient }]],
])("%s: what is told of TLS for what the stack says of itself", (stack, expected) => {
  const write = find(gateway(stack), "prometheus.remote_write mimir");
  expect(inner(write, "endpoint")?.blocks).toEqual(expected);
});
