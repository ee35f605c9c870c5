import { pipeline } from "../../../../components/alloy/pipeline";
import { type Block, ref } from "../../../../components/alloy/syntax";
import { scraped, wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";
import { danglingReferences, identity, under } from "./blocks";

function blocksOf(environment: string, input: Tree = {}): Block[] {
  const settings = settingsOf(environment, input);
  return pipeline(settings, wiring(settings));
}

const block = (name: string, environment = "dev", input: Tree = {}): Block | undefined =>
  blocksOf(environment, input).find((found) => identity(found) === name);

const atGateway = { sampling: { mode: "ratio", ratio: 0.25, at: "gateway" } };
const onNodes = { sampling: { mode: "ratio", ratio: 0.25, at: "node" } };

const before = [
  "logging",
  "otelcol.receiver.otlp in",
  "otelcol.processor.memory_limiter all",
  "otelcol.processor.k8sattributes all",
];
const after = [
  "otelcol.storage.file queue",
  "otelcol.exporter.otlp tempo",
  "otelcol.exporter.otlphttp mimir",
  "otelcol.exporter.otlphttp loki",
  "discovery.kubernetes stack",
  "discovery.relabel stack",
  "prometheus.scrape stack",
  "prometheus.remote_write mimir",
];

test.each([
  ["everything kept", {}, [...before, ...after]],
  ["a share kept on the nodes", onNodes, [...before, ...after]],
  ["a share kept at the gateway", atGateway, [...before, "otelcol.processor.probabilistic_sampler traces", ...after]],
])("the blocks, in order: %s", (_, input, expected) => {
  expect(blocksOf("dev", input).map(identity)).toEqual(expected);
});

test.each([
  ["dev", {}],
  ["dev", atGateway],
  ["production", {}],
])("%s %j: every reference is to an export of a block that is there", (environment, input) => {
  expect(danglingReferences(blocksOf(environment, input))).toEqual([]);
});

test("a reference to nothing is found by that test", () => {
  const wrong: Block = { block: "a", label: "b", attributes: { x: [ref("otelcol.exporter.otlp.nobody.input")] } };
  expect(danglingReferences([wrong])).toEqual(["otelcol.exporter.otlp.nobody.input"]);
});

test("signals pass the limiter, then the attributes, then part", () => {
  const toLimiter = [ref("otelcol.processor.memory_limiter.all.input")];
  const toAttributes = [ref("otelcol.processor.k8sattributes.all.input")];
  expect(under(block("otelcol.receiver.otlp in"), "output")).toEqual({
    metrics: toLimiter,
    logs: toLimiter,
    traces: toLimiter,
  });
  expect(under(block("otelcol.processor.memory_limiter all"), "output")).toEqual({
    metrics: toAttributes,
    logs: toAttributes,
    traces: toAttributes,
  });
  expect(under(block("otelcol.processor.k8sattributes all"), "output")).toEqual({
    metrics: [ref("otelcol.exporter.otlphttp.mimir.input")],
    logs: [ref("otelcol.exporter.otlphttp.loki.input")],
    traces: [ref("otelcol.exporter.otlp.tempo.input")],
  });
});

test("a share kept at the gateway: traces pass the sampler on their way to Tempo", () => {
  const sampler = block("otelcol.processor.probabilistic_sampler traces", "dev", atGateway);
  expect(under(block("otelcol.processor.k8sattributes all", "dev", atGateway), "output")?.traces).toEqual([
    ref("otelcol.processor.probabilistic_sampler.traces.input"),
  ]);
  expect(sampler).toEqual({
    block: "otelcol.processor.probabilistic_sampler",
    label: "traces",
    attributes: { sampling_percentage: 25 },
    blocks: [{ block: "output", attributes: { traces: [ref("otelcol.exporter.otlp.tempo.input")] } }],
  });
});

test("OTLP is taken on the ports of the table", () => {
  const receiver = block("otelcol.receiver.otlp in");
  expect(under(receiver, "grpc")).toEqual({ endpoint: "0.0.0.0:4317" });
  expect(under(receiver, "http")).toEqual({ endpoint: "0.0.0.0:4318" });
});

test.each([
  ["otelcol.exporter.otlp tempo", "tempo.observability-dev.svc:4317"],
  ["otelcol.exporter.otlphttp mimir", "http://mimir.observability-dev.svc:8080/otlp"],
  ["otelcol.exporter.otlphttp loki", "http://loki.observability-dev.svc:3100/otlp"],
])("%s sends to its backend, never gives up, and keeps what waits on disk", (name, endpoint) => {
  const exporter = block(name);
  expect(under(exporter, "client")).toEqual({ endpoint });
  expect(under(exporter, "retry_on_failure")).toEqual({ max_elapsed_time: "0s" });
  expect(under(exporter, "sending_queue")).toEqual({
    storage: ref("otelcol.storage.file.queue.handler"),
    sizer: "bytes",
    queue_size: 268_435_456,
  });
});

test("the queue of each signal is as large as the settings say", () => {
  const exporters = blocksOf("production", { alloy: { queue: "3Gi" } }).filter(({ block }) =>
    block.includes("exporter"),
  );
  expect(exporters.map((exporter) => under(exporter, "sending_queue")?.queue_size)).toEqual(
    Array(3).fill(3_221_225_472),
  );
});

test("the log is as the settings say", () => {
  expect(block("logging", "dev", { alloy: { log: { level: "debug", format: "json" } } })).toEqual({
    block: "logging",
    attributes: { level: "debug", format: "json" },
  });
});

test("only pods of this stack are found, in its own namespaces", () => {
  expect(block("discovery.kubernetes stack", "staging")).toEqual({
    block: "discovery.kubernetes",
    label: "stack",
    attributes: { role: "pod" },
    blocks: [
      { block: "namespaces", attributes: { names: ["obi-staging", "observability-staging"] } },
      { block: "selectors", attributes: { role: "pod", label: "app.kubernetes.io/instance=mop-staging" } },
    ],
  });
});

test("the pods and ports that are scraped are those of the table", () => {
  const settings = settingsOf("dev");
  const rows = scraped(wiring(settings), "alloy").map(({ to, port }) => `${to.name};${port}`);
  const keep = under(block("discovery.relabel stack"), "rule");
  expect(keep).toEqual({
    action: "keep",
    source_labels: ["__meta_kubernetes_pod_label_app_kubernetes_io_name", "__meta_kubernetes_pod_container_port_name"],
    regex: "obi;metrics|alloy;http|tempo;http|mimir;http|loki;http",
  });
  expect(keep?.regex).toBe(rows.join("|"));
});

test("replicas share out whom they scrape, and write to Mimir under the stack's names", () => {
  expect(block("prometheus.scrape stack")).toEqual({
    block: "prometheus.scrape",
    label: "stack",
    attributes: {
      targets: ref("discovery.relabel.stack.output"),
      forward_to: [ref("prometheus.remote_write.mimir.receiver")],
      scrape_interval: "30s",
    },
    blocks: [{ block: "clustering", attributes: { enabled: true } }],
  });
  expect(block("prometheus.remote_write mimir", "dev", { cluster: { name: "blue" } })).toEqual({
    block: "prometheus.remote_write",
    label: "mimir",
    attributes: { external_labels: { cluster: "blue", environment: "dev" } },
    blocks: [{ block: "endpoint", attributes: { url: "http://mimir.observability-dev.svc:8080/api/v1/push" } }],
  });
});
