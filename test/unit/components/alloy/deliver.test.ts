import type { Block } from "../../../../components/alloy/syntax";
import type { Tree } from "../../../../settings";
import { find, identity, under } from "./blocks";
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
      { endpoint: "http://mimir-distributor.observability-production.svc:8080/otlp", ...of(tenant) },
    ],
    [
      `otelcol.exporter.otlphttp loki${suffix}`,
      { endpoint: "http://loki-distributor.observability-production.svc:3100/otlp", ...of(tenant) },
    ],
  ];
  expect(clients(gateway("distributed"))).toEqual([
    ...sends("", "production"),
    ...sends("_payments", "payments"),
    ...sends("_shop", "shop"),
  ]);
});

test("Tempo takes gRPC without TLS, which has to be said", () => {
  const [client] = find(gateway("production"), "otelcol.exporter.otlp tempo").blocks ?? [];
  expect([client.block, client.blocks]).toEqual(["client", [{ block: "tls", attributes: { insecure: true } }]]);
});

test.each<[string, string, Tree, Tree]>([
  ["no tenants", "dev", {}, {}],
  ["one tenant", "staging", {}, of("staging")],
  ["several", "dev", { tenancy: { enabled: true, default: "ops", tenants: { a: { namespaces: [] } } } }, of("ops")],
])("what the stack says of itself is the default tenant's: %s", (_, stack, overrides, headers) => {
  const write = find(gateway(stack, overrides), "prometheus.remote_write mimir");
  expect(under(write, "endpoint")).toEqual({
    url: `http://mimir.observability-${stack}.svc:8080/api/v1/push`,
    ...headers,
  });
});
