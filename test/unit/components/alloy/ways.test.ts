import { type Block, ref } from "../../../../components/alloy/syntax";
import type { Settings } from "../../../../settings";
import { after, before, danglingReferences, ends, find, identity } from "./blocks";
import { everyShape } from "./shapes";

/** Which ways telemetry takes, whatever is switched on. */

const shapes = everyShape();
const signals = ["metrics", "logs", "traces"] as const;

/** What is found in each pipeline must be what its settings ask for. */
function expectAll<T>(found: (blocks: readonly Block[]) => T, expected: (settings: Settings) => T): void {
  const byName = (each: (shape: (typeof shapes)[number]) => T) =>
    Object.fromEntries(shapes.map((shape) => [shape.name, each(shape)]));
  expect(byName(({ blocks }) => found(blocks))).toEqual(byName(({ settings }) => expected(settings)));
}

const receiver = "otelcol.receiver.otlp in";
const limiter = "otelcol.processor.memory_limiter all";

/** Where what is read from the cluster comes in. */
const readers = ["loki.source.kubernetes pods", "loki.source.kubernetes_events events"];
const readersOf = ({ logs }: Settings) => readers.filter((_, n) => [logs.pods, logs.events][n]);
const readersIn = (blocks: readonly Block[]) => blocks.map(identity).filter((name) => readers.includes(name));

test("there are 120 pipelines", () => {
  expect(new Set(shapes.map(({ name }) => name)).size).toBe(120);
});

test("a reference to nothing is found by the test below", () => {
  const wrong: Block = { block: "a", label: "b", attributes: { x: [ref("otelcol.exporter.otlp.nobody.input")] } };
  expect(danglingReferences([wrong])).toEqual(["otelcol.exporter.otlp.nobody.input"]);
});

test("every reference is to an export of a block that is there, and no block is there twice", () => {
  expectAll(
    (blocks) => [danglingReferences(blocks), blocks.length - new Set(blocks.map(identity)).size],
    () => [[], 0],
  );
});

test("the cluster is read as the settings say", () => {
  expectAll(readersIn, readersOf);
});

test.each([
  ["metrics", "otelcol.exporter.otlphttp mimir"],
  ["logs", "otelcol.exporter.otlphttp loki"],
  ["traces", "otelcol.exporter.otlp tempo"],
])("%s end at %s of every tenant, and nowhere else", (signal, exporter) => {
  const entries = (cluster: readonly string[]) => [receiver, ...(signal === "logs" ? cluster : [])];
  const suffixes = ({ tenancy }: Settings) => ["", ...Object.keys(tenancy.tenants).map((name) => `_${name}`)];
  expectAll(
    (blocks) => entries(readersIn(blocks)).map((entry) => ends(blocks, entry, signal).sort()),
    (settings) =>
      entries(readersOf(settings)).map(() =>
        suffixes(settings)
          .map((suffix) => exporter + suffix.replace("-", "_"))
          .sort(),
      ),
  );
});

test("what comes in over OTLP passes the memory limiter first", () => {
  expectAll(
    (blocks) => signals.map((signal) => [before(blocks, limiter, signal), after(blocks, receiver, signal)[0]]),
    () => signals.map(() => [[receiver], limiter]),
  );
});

test("what is read from the cluster never passes it: a refusal would lose the line", () => {
  const ways = (blocks: readonly Block[]) => readersIn(blocks).map((reader) => after(blocks, reader, "logs"));
  expectAll(
    (blocks) => ways(blocks).map((way) => [way.includes(limiter), way.includes("otelcol.processor.k8sattributes all")]),
    (settings) => readersOf(settings).map(() => [false, true]),
  );
});

test("a sampler sees traces alone, and only those that passed the filter of noise", () => {
  expectAll(
    (blocks) =>
      blocks
        .map(identity)
        .filter((name) => /sampl/.test(name))
        .map((name) => [
          name,
          signals.map((signal) => before(blocks, name, signal)),
          find(blocks, name).blocks?.at(-1)?.block,
          Object.keys(find(blocks, name).blocks?.at(-1)?.attributes ?? {}),
        ]),
    ({ sampling }) => {
      const from = [[], [], ["otelcol.processor.filter noise"]];
      if (sampling.mode === "tail") return [["otelcol.processor.tail_sampling traces", from, "output", ["traces"]]];
      return sampling.mode === "ratio" && sampling.at === "gateway"
        ? [["otelcol.processor.probabilistic_sampler traces", from, "output", ["traces"]]]
        : [];
    },
  );
});

test("secrets are taken out of logs and spans, from wherever they come, and of nothing else", () => {
  const passes = (blocks: readonly Block[], entry: string, signal: string) =>
    after(blocks, entry, signal).includes("otelcol.processor.transform redact");
  expectAll(
    (blocks) => [
      ...signals.map((signal) => passes(blocks, receiver, signal)),
      ...readersIn(blocks).map((reader) => passes(blocks, reader, "logs")),
    ],
    ({ redaction, ...settings }) => [
      false,
      redaction.enabled,
      redaction.enabled,
      ...readersOf({ redaction, ...settings }).map(() => redaction.enabled),
    ],
  );
});
