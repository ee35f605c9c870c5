import { bytes, milliseconds, type Settings } from "../../settings";
import type { Signal } from "./stage";
import { type Block, ref } from "./syntax";
import { isSplit } from "./tenants";

/** One batch alone may take 3 MiB, and Alloy does not start with a queue that is smaller than a batch. */
const smallest = bytes("4Mi");

/**
 * Bytes that each replica keeps of a signal, for each tenant: what comes in during the outage that is to be outlived.
 * Replicas share out what comes in; any tenant may be the one that all of it is for.
 */
export function queueSize({ alloy }: Settings, signal: Signal): number {
  const { outage, perSecond } = alloy.queue;
  const all = bytes(perSecond[signal]) * (milliseconds(outage) / 1_000);
  return Math.max(smallest, Math.ceil(all / alloy.replicas));
}

/** The queues' files. Without compaction a file would keep the size of the longest outage there ever was. */
export const storageBlock: Block = {
  block: "otelcol.storage.file",
  label: "queue",
  blocks: [
    {
      block: "compaction",
      attributes: {
        // Not at the start: the queues' files lie in one folder, and cleaning up for one would take another's copy away.
        on_start: false,
        on_rebound: true,
        cleanup_on_start: true,
        rebound_needed_threshold_mib: 100,
        rebound_trigger_threshold_mib: 10,
      },
    },
  ],
};

/**
 * Whether a full queue makes what is before it wait, instead of sending it away: where nobody would send it again, be
 * it a line that was read from a pod or a trace that was decided on, and where what one tenant's queue refused would
 * be sent again to all. Otherwise a sender of OTLP is told, and tries again by itself.
 */
const waits = (settings: Settings, signal: Signal): boolean =>
  isSplit(settings) ||
  (signal === "traces" && settings.sampling.mode === "tail") ||
  (signal === "logs" && (settings.logs.pods || settings.logs.events));

/**
 * A queue on disk that outlives a restart, and retries without end: what a backend misses while it is away arrives
 * later. Backends take gRPC messages of up to 4 MiB, so batches stay below.
 */
export const delivery = (settings: Settings, signal: Signal): Block[] => [
  { block: "retry_on_failure", attributes: { max_elapsed_time: "0s" } },
  {
    block: "sending_queue",
    attributes: {
      storage: ref("otelcol.storage.file.queue.handler"),
      sizer: "bytes",
      queue_size: queueSize(settings, signal),
      ...(waits(settings, signal) ? { block_on_overflow: true } : {}),
    },
    blocks: [
      {
        block: "batch",
        attributes: { sizer: "bytes", flush_timeout: "1s", min_size: 524_288, max_size: 3_145_728 },
      },
    ],
  },
];
