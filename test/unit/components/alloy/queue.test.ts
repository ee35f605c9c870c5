import { queueSize } from "../../../../components/alloy/queue";
import { ref } from "../../../../components/alloy/syntax";
import { settingsOf } from "../settings";
import type { Tree } from "../../../../settings";
import { find, identity, inner, under } from "./blocks";
import { gateway } from "./stacks";

const exporters = {
  traces: "otelcol.exporter.otlp tempo",
  metrics: "otelcol.exporter.otlphttp mimir",
  logs: "otelcol.exporter.otlphttp loki",
} as const;
const signals = ["traces", "metrics", "logs"] as const;

const sizes = (stack: string, alloy: Tree = {}) => {
  const settings = settingsOf(stack, { alloy });
  return signals.map((signal) => queueSize(settings, signal));
};

const MiB = 1_048_576;

test.each([
  ["dev", [225 * MiB, 225 * MiB, 225 * MiB]],
  ["staging", [450 * MiB, 450 * MiB, 450 * MiB]],
  ["production", [2400 * MiB, 1200 * MiB, 2400 * MiB]],
])("%s keeps on each replica its part of what comes in during the outage", (stack, expected) => {
  expect(sizes(stack)).toEqual(expected);
});

test.each([
  ["an outage of 10 minutes", { queue: { outage: "10m" } }, [75 * MiB, 75 * MiB, 75 * MiB]],
  ["half a second of outage", { queue: { outage: "500ms" } }, [4 * MiB, 4 * MiB, 4 * MiB]],
  [
    "a rate for each signal",
    { queue: { perSecond: { traces: "1Mi", metrics: "2Ki", logs: "64Ki" } } },
    [1800 * MiB, 4 * MiB, 112.5 * MiB],
  ],
  ["seven replicas, rounded up", { replicas: 7 }, [33_704_229, 33_704_229, 33_704_229]],
  [
    "a little above the least",
    { queue: { outage: "4097ms", perSecond: { traces: "1Mi" } } },
    [4_296_016, 4194304, 4194304],
  ],
])("with %s", (_, alloy, expected) => {
  expect(sizes("dev", { storage: { size: "20Gi" }, ...alloy })).toEqual(expected);
});

test.each(signals)("%s: the queue is on disk, never given up, and sent in batches below 4 MiB", (signal) => {
  const exporter = find(gateway("dev", { logs: { pods: false, events: false } }), exporters[signal]);
  expect(exporter.blocks?.slice(1)).toEqual([
    { block: "retry_on_failure", attributes: { max_elapsed_time: "0s" } },
    {
      block: "sending_queue",
      attributes: { storage: ref("otelcol.storage.file.queue.handler"), sizer: "bytes", queue_size: 225 * MiB },
      blocks: [
        {
          block: "batch",
          attributes: { sizer: "bytes", flush_timeout: "1s", min_size: 524_288, max_size: 3_145_728 },
        },
      ],
    },
  ]);
});

test("the least queue holds a batch", () => {
  const queue = inner(find(gateway("dev", { alloy: { queue: { outage: "1ms" } } }), exporters.logs), "sending_queue");
  expect(queue?.attributes?.queue_size).toBe(4 * MiB);
  expect(under(queue, "batch")?.max_size).toBeLessThan(4 * MiB);
});

test("all queues are in one storage, whose files shrink again", () => {
  expect(gateway("dev").filter(({ block }) => block.includes("storage"))).toEqual([
    {
      block: "otelcol.storage.file",
      label: "queue",
      blocks: [
        {
          block: "compaction",
          attributes: {
            on_start: false,
            on_rebound: true,
            cleanup_on_start: true,
            rebound_needed_threshold_mib: 100,
            rebound_trigger_threshold_mib: 10,
          },
        },
      ],
    },
  ]);
});

const noClusterLogs = { logs: { pods: false, events: false } };
const tail = { sampling: { mode: "tail", ratio: 0.1 } };
const tenants = (...names: string[]) => ({
  tenancy: { enabled: true, tenants: Object.fromEntries(names.map((name) => [name, { namespaces: [name] }])) },
});

test.each([
  ["nothing that could not be sent again", noClusterLogs, []],
  ["the logs of pods", { logs: { pods: true, events: false } }, ["logs"]],
  ["the cluster's events", { logs: { pods: false, events: true } }, ["logs"]],
  ["traces that were decided on", { ...noClusterLogs, ...tail }, ["traces"]],
  ["both", tail, ["traces", "logs"]],
  ["a blind share", { ...noClusterLogs, sampling: { mode: "ratio", ratio: 0.1, at: "gateway" } }, []],
  ["one tenant", { ...noClusterLogs, ...tenants() }, []],
  ["two tenants", { ...noClusterLogs, ...tenants("shop") }, ["traces", "metrics", "logs"]],
])("a full queue makes wait what nobody would send again: %s", (_, overrides, expected) => {
  const blocks = gateway("dev", overrides);
  const overflow = signals.map((signal) => [signal, under(find(blocks, exporters[signal]), "sending_queue")] as const);
  expect(overflow.filter(([, queue]) => queue?.block_on_overflow === true).map(([signal]) => signal)).toEqual(expected);
  expect(overflow.filter(([, queue]) => queue?.block_on_overflow === false)).toEqual([]);
});

test("with two tenants, the queues of both wait", () => {
  const queues = gateway("dev", { ...noClusterLogs, ...tenants("shop") })
    .filter((block) => identity(block).includes("exporter"))
    .map((block) => under(block, "sending_queue")?.block_on_overflow);
  expect(queues).toEqual(Array(6).fill(true));
});
