import { obiConfig } from "../../../../components/obi/config";
import { wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";
import { onlyOn } from "./switches";

const protocols = ["http", "grpc", "sql", "redis", "kafka", "mongo", "dns"];
const gateway = { endpoint: "http://otlp.observability-dev.svc:4317", protocol: "grpc" };
const own = { k8s_namespace: "{obi-dev,observability-dev}" };
const optedOut = { k8s_pod_annotations: { "mop.observability/observe": "false" } };

/** What stands in every configuration of the dev stack. */
const always = {
  log_level: "INFO",
  log_format: "text",
  enforce_sys_caps: true,
  ebpf: { context_propagation: "disabled" },
  routes: {
    unmatched: "heuristic",
    ignored_patterns: ["/health", "/healthz", "/livez", "/metrics", "/ready", "/readyz"],
    ignore_mode: "traces",
  },
  attributes: { kubernetes: { enable: "true", cluster_name: "dev" } },
  internal_metrics: { exporter: "prometheus", prometheus: { port: 19464, path: "/internal/metrics" } },
  health_check: { port: 18999, listen_address: "0.0.0.0" },
};
const discovery = {
  instrument: [{ k8s_namespace: "*", containers_only: true }],
  exclude_instrument: [own, optedOut],
};
const traces = {
  otel_traces_export: { ...gateway, sampler: { name: "parentbased_always_on" }, instrumentations: protocols },
};
const metrics = (...features: string[]) => ({
  metrics: { features },
  otel_metrics_export: { ...gateway, interval: "15s", instrumentations: protocols },
});
const both = { ...traces, ...metrics("application", "application_service_graph") };

function config(input: Tree = {}): Tree {
  const settings = settingsOf("dev", input);
  return obiConfig(settings, wiring(settings));
}

test("dev, with every default", () => {
  expect(config()).toEqual({ ...always, discovery, ...both });
});

describe("with TLS", () => {
  const secured = { ...gateway, endpoint: "https://otlp.observability-dev.svc:4317" };

  test("it calls https, and sends what it says of itself the way of its other metrics: its page would have none", () => {
    expect(config({ tls: { enabled: true } })).toEqual({
      ...always,
      discovery,
      otel_traces_export: { ...traces.otel_traces_export, ...secured },
      metrics: { features: ["application", "application_service_graph"] },
      otel_metrics_export: { ...secured, interval: "15s", instrumentations: protocols },
      internal_metrics: { exporter: "otel" },
    });
  });

  test("without metrics there is no such way", () => {
    expect(config({ tls: { enabled: true }, obi: onlyOn(["traces"]) })).toEqual({
      ...always,
      discovery,
      otel_traces_export: { ...traces.otel_traces_export, ...secured },
      internal_metrics: { exporter: "disabled" },
    });
  });
});

test("opt-in watches annotated pods only, beside what else is asked of them", () => {
  const watch = { mode: "opt-in", namespaces: ["shop"], podLabels: { team: "pay" }, podAnnotations: { tier: "web" } };
  expect(config({ obi: { watch } })).toEqual({
    ...always,
    discovery: {
      instrument: [
        {
          k8s_namespace: "shop",
          k8s_pod_labels: { team: "pay" },
          k8s_pod_annotations: { tier: "web", "mop.observability/observe": "true" },
          containers_only: true,
        },
      ],
      exclude_instrument: [own],
    },
    ...both,
  });
});

test("opt-in wins over the same annotation asked for with another value", () => {
  const watch = { mode: "opt-in", podAnnotations: { "mop.observability/observe": "false" } };
  expect(config({ obi: { watch } }).discovery).toEqual({
    instrument: [
      {
        k8s_namespace: "*",
        k8s_pod_annotations: { "mop.observability/observe": "true" },
        containers_only: true,
      },
    ],
    exclude_instrument: [own],
  });
});

test("what is ignored is excluded by any one of its criteria", () => {
  const ignore = {
    namespaces: ["kube-system", "b*"],
    podLabels: { app: "cron", tier: "job" },
    podAnnotations: { x: "y" },
  };
  expect(config({ obi: { ignore } })).toEqual({
    ...always,
    discovery: {
      instrument: discovery.instrument,
      exclude_instrument: [
        own,
        optedOut,
        { k8s_namespace: "{b*,kube-system}" },
        { k8s_pod_labels: { app: "cron", tier: "job" } },
        { k8s_pod_annotations: { x: "y" } },
      ],
    },
    ...both,
  });
});

test("several namespaces become one sorted pattern", () => {
  expect(config({ obi: { watch: { namespaces: ["web", "shop-*", "api"] } } }).discovery).toEqual({
    instrument: [{ k8s_namespace: "{api,shop-*,web}", containers_only: true }],
    exclude_instrument: [own, optedOut],
  });
});

test("other names of the stack's namespaces are excluded as well", () => {
  const { discovery } = config({ namespaces: { agents: "watchers", backends: "stores" } });
  expect(discovery).toEqual({
    instrument: [{ k8s_namespace: "*", containers_only: true }],
    exclude_instrument: [{ k8s_namespace: "{stores,watchers}" }, optedOut],
  });
});

test.each([
  [
    "a share kept on the node",
    { mode: "ratio", ratio: 0.25, at: "node" },
    { name: "parentbased_traceidratio", arg: "0.25" },
  ],
  ["a share kept at the gateway", { mode: "ratio", ratio: 0.25, at: "gateway" }, { name: "parentbased_always_on" }],
  [
    "a choice after a look at whole traces",
    { mode: "tail", ratio: 0.25, slowerThan: "2s" },
    { name: "parentbased_always_on" },
  ],
  ["everything kept, on the node", { mode: "all", at: "node" }, { name: "parentbased_always_on" }],
])("sampler: %s", (_, sampling, sampler) => {
  expect(config({ sampling }).otel_traces_export).toEqual({ ...gateway, sampler, instrumentations: protocols });
});

test("network metrics: packets by socket filter, and health answered on the node's loopback only", () => {
  expect(config({ obi: { metrics: { network: true } } })).toEqual({
    ...always,
    discovery,
    network: { source: "socket_filter" },
    ...traces,
    ...metrics("application", "application_service_graph", "network"),
    health_check: { port: 18999, listen_address: "127.0.0.1" },
  });
});

test("only network metrics: no discovery, so that OBI attaches to no process", () => {
  expect(config({ obi: onlyOn(["network"]) })).toEqual({
    ...always,
    network: { source: "socket_filter" },
    ...metrics("network"),
    health_check: { port: 18999, listen_address: "127.0.0.1" },
  });
});

test("only TCP metrics: neither discovery nor network", () => {
  expect(config({ obi: onlyOn(["tcpRoundTripTime"]) })).toEqual({ ...always, ...metrics("stats_tcp_rtt") });
});

test("traces off: no exporter of spans", () => {
  expect(config({ obi: { traces: false } })).toEqual({
    ...always,
    discovery,
    ...metrics("application", "application_service_graph"),
  });
});

test("metrics off: no exporter of metrics", () => {
  expect(config({ obi: onlyOn(["traces"]) })).toEqual({ ...always, discovery, ...traces });
});

test("context propagation, log, protocols, interval and cluster name are passed on", () => {
  const obi = {
    contextPropagation: "tcp",
    log: { level: "DEBUG", format: "json" },
    protocols: ["grpc", "http"],
    metrics: { interval: "2m" },
  };
  expect(config({ obi, cluster: { name: "blue" } })).toEqual({
    ...always,
    log_level: "DEBUG",
    log_format: "json",
    ebpf: { context_propagation: "tcp" },
    attributes: { kubernetes: { enable: "true", cluster_name: "blue" } },
    discovery,
    otel_traces_export: { ...traces.otel_traces_export, instrumentations: ["grpc", "http"] },
    metrics: { features: ["application", "application_service_graph"] },
    otel_metrics_export: { ...gateway, interval: "120s", instrumentations: ["grpc", "http"] },
    health_check: { port: 18999, listen_address: "127.0.0.1" },
  });
});

test("extraConfig is merged over the rest: maps key by key, lists as a whole", () => {
  const extraConfig = {
    ebpf: { batch_length: 50 },
    routes: { ignored_patterns: ["/ping"] },
    filter: { network: { k8s_src_namespace: { not_match: "kube-*" } } },
  };
  expect(config({ obi: { extraConfig } })).toEqual({
    ...always,
    discovery,
    ...both,
    ebpf: { context_propagation: "disabled", batch_length: 50 },
    routes: { ...always.routes, ignored_patterns: ["/ping"] },
    filter: { network: { k8s_src_namespace: { not_match: "kube-*" } } },
  });
});
