import { type Block, ref } from "../../../../components/alloy/syntax";
import { find, identity } from "./blocks";
import { discovered, relabelled } from "./relabelling";
import { gateway } from "./stacks";

const watching = (blocks: readonly Block[]) => blocks.map(identity).filter((name) => name.endsWith(" certificates"));

test("without TLS there is no certificate to watch", () => {
  expect(watching(gateway("dev"))).toEqual([]);
});

test("each component is asked for its certificate under its own name, by whom it asks for one as well", () => {
  const module = (component: string) => ({
    prober: "tcp",
    timeout: "5s",
    tcp: {
      tls: true,
      tls_config: {
        ca_file: "/etc/tls/ca.crt",
        cert_file: "/etc/tls/tls.crt",
        key_file: "/etc/tls/tls.key",
        server_name: `${component}.observability-staging.svc`,
      },
    },
  });
  const { attributes } = find(gateway("staging"), "prometheus.exporter.blackbox certificates");
  expect({ ...attributes, config: JSON.parse(attributes?.config as string) as unknown }).toEqual({
    targets: ref("discovery.relabel.certificates.output"),
    config: {
      modules: { alloy: module("alloy"), tempo: module("tempo"), mimir: module("mimir"), loki: module("loki") },
    },
  });
});

test("replicas share out whom they ask, which is seldom enough for what changes by the day", () => {
  expect(find(gateway("staging"), "prometheus.scrape certificates")).toEqual({
    block: "prometheus.scrape",
    label: "certificates",
    attributes: {
      targets: ref("prometheus.exporter.blackbox.certificates.targets"),
      forward_to: [ref("prometheus.remote_write.mimir.receiver")],
      scrape_interval: "5m",
      scrape_timeout: "10s",
    },
    blocks: [{ block: "clustering", attributes: { enabled: true } }],
  });
});

/** What becomes of a port of a pod: which certificate it is, and by which module it is asked. */
function asked(stack: string, app: string, port: string) {
  const rules = find(gateway(stack), "discovery.relabel certificates").blocks ?? [];
  const labels = discovered({ pod: `${app}-0`, port, labels: { "app.kubernetes.io/name": app } });
  const result = relabelled(rules, labels);
  return result && [result.name, result.port, result.module, result.namespace, result.pod];
}

test.each([
  ["staging", "alloy", "http", "alloy"],
  ["production", "alloy-receiver", "http", "alloy"],
  ["staging", "tempo", "http", "tempo"],
  ["staging", "mimir", "gossip", "mimir"],
  ["distributed", "loki-query-frontend", "http", "loki"],
  ["distributed", "tempo-live-store", "gossip", "tempo"],
])("%s: of %s the certificate on %s is watched, by module %s", (stack, app, port, module) => {
  expect(asked(stack, app, port)).toEqual([`${app}-0/${port}`, port, module, "shop", `${app}-0`]);
});

test.each([
  ["staging", "obi", "health"],
  // It shows the same certificate as the page, and takes up a renewed one by itself.
  ["staging", "alloy", "otlp-grpc"],
  ["staging", "mimir", "grpc"],
  ["staging", "tempo", "gossip"],
  ["staging", "grafana", "http"],
  ["production", "lokix", "http"],
])("%s: of %s nothing is watched on %s", (stack, app, port) => {
  expect(asked(stack, app, port)).toBeUndefined();
});
