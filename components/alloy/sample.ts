import { bytes, milliseconds, type Settings } from "../../settings";
import { type Inputs, type Stage, through } from "./stage";
import type { Block } from "./syntax";

/** Chooses which traces are kept, where that is the gateway's to choose. */
export function sample(settings: Settings, next: Inputs): Stage {
  const { mode, at } = settings.sampling;
  if (mode === "tail") return through(afterALook(settings), next);
  return mode === "ratio" && at === "gateway" ? through(blindly(settings), next) : { blocks: [], inputs: next };
}

const percent = (ratio = 1): number => Math.round(ratio * 1e6) / 1e4;

/** By a hash of the trace's ID, so every replica decides alike and no trace is kept in part. */
const blindly = ({ sampling }: Settings): Block => ({
  block: "otelcol.processor.probabilistic_sampler",
  label: "traces",
  attributes: { sampling_percentage: percent(sampling.ratio) },
});

/** How many traces may wait for a decision: at 20 KiB each, in a quarter of the memory. More make senders wait. */
const waiting = ({ alloy }: Settings): number => Math.floor(bytes(alloy.resources.limits.memory) / 4 / 20_480);

/** Once a trace is complete. Traces that still wait when the process is killed are lost: they are in memory alone. */
function afterALook(settings: Settings): Block {
  const { wait, spansPerSecond } = settings.sampling;
  const found = kinds(settings);
  return {
    block: "otelcol.processor.tail_sampling",
    label: "traces",
    attributes: {
      decision_wait: wait,
      num_traces: waiting(settings),
      // Senders wait instead of the oldest traces being dropped. It needs the caches, or it would wait for ever.
      block_on_overflow: true,
      decision_cache: { sampled_cache_size: 100_000, non_sampled_cache_size: 100_000 },
      ...(spansPerSecond === undefined ? { sample_on_first_match: true } : {}),
    },
    blocks: spansPerSecond === undefined ? found.map((kind) => policy("policy", kind)) : [capped(settings, found)],
  };
}

/** A kind of trace that is kept, and its share of a cap in percent. */
interface Kind {
  readonly name: string;
  readonly type: string;
  readonly rule: Block;
  readonly share: number;
}

function kinds({ sampling }: Settings): Kind[] {
  const { keepErrors, slowerThan, ratio } = sampling;
  const special: Kind[] = [
    ...(keepErrors
      ? [
          {
            name: "errors",
            type: "status_code",
            rule: { block: "status_code", attributes: { status_codes: ["ERROR"] } },
            share: 50,
          },
        ]
      : []),
    ...(slowerThan === undefined
      ? []
      : [
          {
            name: "slow",
            type: "latency",
            rule: { block: "latency", attributes: { threshold_ms: milliseconds(slowerThan) } },
            share: 25,
          },
        ]),
  ];
  return [
    ...special,
    {
      name: "rest",
      type: "probabilistic",
      rule: { block: "probabilistic", attributes: { sampling_percentage: percent(ratio) } },
      share: special.reduce((left, { share }) => left - share, 100),
    },
  ];
}

const policy = (block: string, { name, type, rule }: Kind): Block => ({
  block,
  attributes: { name, type },
  blocks: [rule],
});

/**
 * A cap on all that is kept. Shares must add up to 100: each kind is held to its own, and nothing holds them to the cap
 * together (opentelemetry-collector-contrib, tailsamplingprocessor/internal/sampling/composite.go). Each replica
 * counts for itself, and gets its part.
 */
const capped = ({ sampling, alloy }: Settings, found: readonly Kind[]): Block => ({
  block: "policy",
  attributes: { name: "outcomes", type: "composite" },
  blocks: [
    {
      block: "composite",
      attributes: {
        max_total_spans_per_second: Math.ceil((sampling.spansPerSecond ?? 0) / alloy.replicas),
        policy_order: found.map(({ name }) => name),
      },
      blocks: [
        ...found.map((kind) => policy("composite_sub_policy", kind)),
        ...found.map(({ name, share }) => ({ block: "rate_allocation", attributes: { policy: name, percent: share } })),
      ],
    },
  ],
});

/** Spans per second below which some kind's share, in one replica, would let none but the smallest traces through. */
export function leastCap(settings: Settings): number {
  const smallestShare = Math.min(...kinds(settings).map(({ share }) => share));
  return (settings.alloy.replicas * spansOfATrace * 100) / smallestShare;
}

/** As many as a large trace has. */
const spansOfATrace = 100;
