import { leastCap } from "../../../../components/alloy/sample";
import { type Block, ref, type Value } from "../../../../components/alloy/syntax";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";
import { find, identity, inner } from "./blocks";
import { gateway } from "./stacks";

const samplers = (sampling: Tree, alloy: Tree = {}): Block[] =>
  gateway("dev", { sampling, alloy }).filter((block) => /sampl/.test(identity(block)));

const output: Block = { block: "output", attributes: { traces: [ref("otelcol.exporter.otlp.tempo.input")] } };

test.each([
  ["everything kept", { mode: "all" }],
  ["a share kept on the nodes, which the gateway must not cut again", { mode: "ratio", ratio: 0.25, at: "node" }],
])("no sampler: %s", (_, sampling) => {
  expect(samplers(sampling)).toEqual([]);
});

test.each([
  [1, 100],
  [0.25, 25],
  [0.1, 10],
  [0.07, 7],
  [0.0123, 1.23],
  [0.000001, 0.0001],
])("a share of %d kept at the gateway is %d percent, by a hash of the trace's ID", (ratio, percent) => {
  expect(samplers({ mode: "ratio", ratio, at: "gateway" })).toEqual([
    {
      block: "otelcol.processor.probabilistic_sampler",
      label: "traces",
      attributes: { sampling_percentage: percent },
      blocks: [output],
    },
  ]);
});

const kinds = {
  errors: ["status_code", { status_codes: ["ERROR"] }],
  slow: ["latency", { threshold_ms: 1500 }],
  rest: ["probabilistic", { sampling_percentage: 5 }],
} as const;

/** A block that keeps one kind of traces. */
function keeps(block: string, kind: keyof typeof kinds): Block {
  const [type, attributes] = kinds[kind];
  return { block, attributes: { name: kind, type }, blocks: [{ block: type, attributes }] };
}

const always = {
  decision_wait: "10s",
  num_traces: 6553,
  block_on_overflow: true,
  decision_cache: { sampled_cache_size: 100_000, non_sampled_cache_size: 100_000 },
};

const combinations: readonly (readonly [
  keepErrors: boolean,
  slow: boolean,
  shares: Partial<Record<string, number>>,
])[] = [
  [false, false, { rest: 100 }],
  [true, false, { errors: 50, rest: 50 }],
  [false, true, { slow: 25, rest: 75 }],
  [true, true, { errors: 50, slow: 25, rest: 25 }],
];

const tail = (keepErrors: boolean, slow: boolean): Tree => ({
  mode: "tail",
  ratio: 0.05,
  keepErrors,
  ...(slow ? { slowerThan: "1500ms" } : {}),
});

test.each(combinations)("tail without a cap: errors kept %s, slow ones kept %s", (keepErrors, slow, shares) => {
  expect(samplers(tail(keepErrors, slow))).toEqual([
    {
      block: "otelcol.processor.tail_sampling",
      label: "traces",
      attributes: { ...always, sample_on_first_match: true },
      blocks: [...Object.keys(shares).map((kind) => keeps("policy", kind as keyof typeof kinds)), output],
    },
  ]);
});

test.each(combinations)("tail with a cap: errors kept %s, slow ones kept %s", (keepErrors, slow, shares) => {
  expect(Object.values(shares).reduce((sum = 0, share = 0) => sum + share, 0)).toBe(100);
  expect(samplers({ ...tail(keepErrors, slow), spansPerSecond: 900 })).toEqual([
    {
      block: "otelcol.processor.tail_sampling",
      label: "traces",
      // No sample_on_first_match: there is one policy.
      attributes: always,
      blocks: [
        {
          block: "policy",
          attributes: { name: "outcomes", type: "composite" },
          blocks: [
            {
              block: "composite",
              attributes: { max_total_spans_per_second: 900, policy_order: Object.keys(shares) },
              blocks: [
                ...Object.keys(shares).map((kind) => keeps("composite_sub_policy", kind as keyof typeof kinds)),
                ...Object.entries(shares).map(([policy, percent]) => ({
                  block: "rate_allocation",
                  attributes: { policy, percent },
                })),
              ],
            },
          ],
        },
        output,
      ],
    },
  ]);
});

/** An attribute of the tail sampler, with a cap of so many spans. */
function sampler(spansPerSecond: number, alloy: Tree): Record<"cap" | "waiting", Value | undefined> {
  const [found] = samplers({ mode: "tail", ratio: 0.1, spansPerSecond }, alloy);
  const composite = inner(inner(found, "policy"), "composite");
  return { cap: composite?.attributes?.max_total_spans_per_second, waiting: found.attributes?.num_traces };
}

test.each([
  [5_000, 1, 5_000],
  [5_000, 2, 2_500],
  [5_000, 3, 1_667],
  [10, 4, 3],
  [1, 50, 1],
])("a cap of %d spans among %d replicas is %d for each", (spansPerSecond, replicas, each) => {
  expect(sampler(spansPerSecond, { replicas }).cap).toBe(each);
});

test.each([
  ["256Mi", 3_276],
  ["512Mi", 6_553],
  ["1Gi", 13_107],
  ["8Gi", 104_857],
])("with %s of memory %d traces may wait for their decision", (memory, traces) => {
  expect(sampler(1, { resources: { requests: { memory }, limits: { memory } } }).waiting).toBe(traces);
});

test("the wait is as the settings say", () => {
  const blocks = gateway("dev", { sampling: { mode: "tail", ratio: 0.1, wait: "30s" } });
  expect(find(blocks, "otelcol.processor.tail_sampling traces").attributes?.decision_wait).toBe("30s");
});

test.each([
  ["production, as it is", "production", {}, 1_200],
  ["errors, slow ones and the rest", "dev", { sampling: tail(true, true), alloy: { replicas: 3 } }, 1_200],
  ["slow ones and the rest", "dev", { sampling: tail(false, true), alloy: { replicas: 3 } }, 1_200],
  ["errors and the rest", "dev", { sampling: tail(true, false), alloy: { replicas: 3 } }, 600],
  ["no kind but one", "dev", { sampling: tail(false, false), alloy: { replicas: 3 } }, 300],
  ["one replica", "dev", { sampling: tail(true, true), alloy: { replicas: 1 } }, 400],
])("the least cap that lets a large trace through: %s", (_, stack, overrides, least) => {
  expect(leastCap(settingsOf(stack, overrides))).toBe(least);
});
