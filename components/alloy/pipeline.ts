import type { Settings } from "../../settings";
import { bytes } from "../../settings";
import { address, connection, endpoint, type Wiring } from "../wiring";
import { scrapeBlocks } from "./scrape";
import { type Block, ref } from "./syntax";

/** What comes in by OTLP, in the order in which it passes: limit, enrich, sample, then a queue on disk per backend. */
export function pipeline(settings: Settings, wiring: Wiring): Block[] {
  const { alloy } = settings;
  const everything = (next: string) => ({
    block: "output",
    attributes: { metrics: [ref(next)], logs: [ref(next)], traces: [ref(next)] },
  });
  const sampled = settings.sampling.mode === "ratio" && settings.sampling.at === "gateway";
  const { ports } = wiring.workloads.alloy;

  return [
    { block: "logging", attributes: { level: alloy.log.level, format: alloy.log.format } },
    {
      block: "otelcol.receiver.otlp",
      label: "in",
      blocks: [
        {
          block: "grpc",
          attributes: { endpoint: `0.0.0.0:${ports["otlp-grpc"].number}` },
          blocks: [
            {
              block: "keepalive",
              blocks: [
                {
                  block: "server_parameters",
                  // An agent stays with the replica it met first until its connection ends.
                  attributes: { max_connection_age: "5m", max_connection_age_grace: "30s" },
                },
              ],
            },
          ],
        },
        { block: "http", attributes: { endpoint: `0.0.0.0:${ports["otlp-http"].number}` } },
        everything("otelcol.processor.memory_limiter.all.input"),
      ],
    },
    {
      block: "otelcol.processor.memory_limiter",
      label: "all",
      attributes: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
      blocks: [everything("otelcol.processor.k8sattributes.all.input")],
    },
    {
      block: "otelcol.processor.k8sattributes",
      label: "all",
      blocks: [
        {
          block: "extract",
          attributes: {
            metadata: [
              "k8s.namespace.name",
              "k8s.pod.name",
              "k8s.pod.uid",
              "k8s.node.name",
              "k8s.deployment.name",
              "k8s.statefulset.name",
              "k8s.daemonset.name",
              "k8s.cronjob.name",
              "k8s.job.name",
            ],
          },
        },
        // Never by connection: behind an agent that is the agent's node, behind a Service another gateway's pod.
        ...["k8s.pod.uid", "k8s.pod.ip"].map((name) => ({
          block: "pod_association",
          blocks: [{ block: "source", attributes: { from: "resource_attribute", name } }],
        })),
        {
          block: "output",
          attributes: {
            metrics: [ref("otelcol.exporter.otlphttp.mimir.input")],
            logs: [ref("otelcol.exporter.otlphttp.loki.input")],
            traces: [ref(sampled ? "otelcol.processor.probabilistic_sampler.traces.input" : tempoInput)],
          },
        },
      ],
    },
    ...(sampled ? [sampler((settings.sampling.ratio ?? 1) * 100)] : []),
    { block: "otelcol.storage.file", label: "queue" },
    {
      block: "otelcol.exporter.otlp",
      label: "tempo",
      blocks: [
        {
          block: "client",
          attributes: { endpoint: address(connection(wiring, "alloy", "tempo", "otlp-grpc")) },
          blocks: [{ block: "tls", attributes: { insecure: true } }],
        },
        ...delivery(alloy.queue),
      ],
    },
    {
      block: "otelcol.exporter.otlphttp",
      label: "mimir",
      blocks: [
        { block: "client", attributes: { endpoint: `${endpoint(connection(wiring, "alloy", "mimir", "http"))}/otlp` } },
        ...delivery(alloy.queue),
      ],
    },
    {
      block: "otelcol.exporter.otlphttp",
      label: "loki",
      blocks: [
        { block: "client", attributes: { endpoint: `${endpoint(connection(wiring, "alloy", "loki", "http"))}/otlp` } },
        ...delivery(alloy.queue),
      ],
    },
    ...scrapeBlocks(settings, wiring),
  ];
}

const tempoInput = "otelcol.exporter.otlp.tempo.input";

/** By a hash of the trace's ID, so every replica decides alike and no trace is kept in part. */
const sampler = (percentage: number): Block => ({
  block: "otelcol.processor.probabilistic_sampler",
  label: "traces",
  attributes: { sampling_percentage: percentage },
  blocks: [{ block: "output", attributes: { traces: [ref(tempoInput)] } }],
});

/**
 * A queue on disk that outlives a restart, and retries without end: what a backend misses while it is away arrives
 * later. Backends take gRPC messages of up to 4 MiB, so batches stay below.
 */
const delivery = (queue: string): Block[] => [
  { block: "retry_on_failure", attributes: { max_elapsed_time: "0s" } },
  {
    block: "sending_queue",
    attributes: {
      storage: ref("otelcol.storage.file.queue.handler"),
      sizer: "bytes",
      queue_size: bytes(queue),
    },
    blocks: [
      {
        block: "batch",
        attributes: { sizer: "bytes", flush_timeout: "1s", min_size: 524_288, max_size: 3_145_728 },
      },
    ],
  },
];
