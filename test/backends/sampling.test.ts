import { hexId, send, type Span, traces } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Alloy, alloy } from "./support/running";
import { type Arrived, sink } from "./support/sink";
import { tlsFolder } from "./support/tls-folder";
import type { Tree } from "../../settings";

/**
 * What sampling keeps, counted. Trace IDs are the same in every run, and choices by share are made by a hash of them,
 * so every count is exact.
 */

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.clear(), 30_000);

/** Nobody takes metrics and logs in these tests; nothing sends any. */
const nobody = "127.0.0.1:1";

/** Replicas of the gateway with one of the stacks' configuration, each with spans to a sink of its own. */
async function gateways(rendered: Rendered, count: number) {
  const sinks = await Promise.all(
    Array.from({ length: count }, async (_, number) =>
      sink(await tlsFolder(bench, rendered, "tempo", { name: `tempo-${number}` })),
    ),
  );
  sinks.forEach(({ stop }) => bench.uses(stop));
  const replicas = await Promise.all(
    sinks.map(({ address }, number) =>
      alloy(bench, rendered, { name: `alloy-${number}`, services: { loki: nobody, mimir: nobody, tempo: address } }),
    ),
  );
  return { replicas, sinks: sinks.map(({ spans }) => spans) };
}

/** The tier that spans come in at, where they are shared out among the gateways. */
const inFront = (rendered: Rendered, replicas: readonly Alloy[]) =>
  alloy(bench, rendered, {
    workload: "alloy-receiver",
    services: { alloy: replicas[0].address },
    samplers: replicas.map(({ address }) => address),
  });

const settings = (sampling: Tree): Tree => ({ alloy: { replicas: 2 }, sampling: { wait: "1s", ...sampling } });
const ids = (spans: readonly Arrived[]) => [...new Set(spans.map(({ trace }) => trace))].sort();

/** Spans of traces from `first` on: each of two spans that are of different requests. */
function pairs(first: number, count: number, ...about: readonly [Partial<Span>, Partial<Span>]): [Span[], Span[]] {
  const numbers = Array.from({ length: count }, (_, number) => first + number);
  const half = (part: number) =>
    numbers.map((number) => ({ trace: hexId(number, 32), id: hexId(2 * number + part, 16), ...about[part] }));
  return [half(0), half(1)];
}

const sender = { "service.name": "shop" };

async function sent(to: Alloy, spans: readonly Span[], now = Date.now()): Promise<void> {
  expect(await send(to.url, traces(sender, spans, now))).toBe(200);
}

/** What is there once nothing more comes for three seconds: longer than any trace is waited for. */
async function settled(sinks: readonly (readonly Arrived[])[]): Promise<void> {
  const count = () => sinks.reduce((sum, spans) => sum + spans.length, 0);
  let [last, since] = [-1, Date.now()];
  await eventually(count, (now) => {
    if (now !== last) [last, since] = [now, Date.now()];
    return now > 0 && Date.now() - since > 3_000;
  });
}

test("ratio keeps its share of traces, and every replica the same ones", async () => {
  const rendered = await Rendered.of("staging", settings({ mode: "ratio", ratio: 0.25, at: "gateway" }));
  const { replicas, sinks } = await gateways(rendered, 2);
  const [ones, others] = pairs(0, 2_000, {}, {});
  await Promise.all([sent(replicas[0], ones), sent(replicas[1], others)]);
  await settled(sinks);
  expect(ids(sinks[0])).toHaveLength(502);
  expect(ids(sinks[1])).toEqual(ids(sinks[0]));
}, 60_000);

test("tail keeps all errors, all slow traces and a share of the rest, whole, each at one replica", async () => {
  const rendered = await Rendered.of("staging", settings({ mode: "tail", slowerThan: "1s", ratio: 0.1 }));
  const { replicas, sinks } = await gateways(rendered, 2);
  const receiver = await inFront(rendered, replicas);
  // The error is in one span of two; that a trace is slow shows only when both are seen together.
  const now = Date.now();
  const kinds = {
    plain: pairs(0, 1_000, {}, {}),
    error: pairs(1_000, 200, {}, { error: true }),
    slow: pairs(2_000, 200, {}, {}),
    asSlowAsAllowed: pairs(3_000, 50, { milliseconds: 1_000 }, { milliseconds: 5 }),
  };
  const { slow, ...others } = kinds;
  for (const part of [0, 1]) {
    await sent(
      receiver,
      Object.values(others).flatMap((parts) => parts[part]),
      now,
    );
    await sent(receiver, slow[part], now + part * 1_500);
  }
  await settled(sinks);
  const arrived = new Map<string, number[]>();
  sinks.forEach((spans, number) =>
    spans.forEach(({ trace }) => arrived.set(trace, [...(arrived.get(trace) ?? []), number])),
  );
  const keptOf = ([spans]: [Span[], Span[]]) => spans.filter(({ trace }) => arrived.has(trace)).length;
  expect(Object.fromEntries(Object.entries(kinds).map(([kind, parts]) => [kind, keptOf(parts)]))).toEqual({
    plain: 108,
    error: 200,
    slow: 200,
    asSlowAsAllowed: 5,
  });
  // Both spans, and both at the same replica.
  expect([...arrived.values()].filter(([one, other, ...more]) => one !== other || more.length > 0)).toEqual([]);
  expect(sinks.map((spans) => spans.length > 100)).toEqual([true, true]);
}, 60_000);

test("a cap holds each replica to its part, errors to half of that", async () => {
  // Three replicas: 400 spans a second for each.
  const rendered = await Rendered.of("production", { sampling: { wait: "1s", spansPerSecond: 1_200 } });
  const { replicas, sinks } = await gateways(rendered, 1);
  const one = (first: number, count: number, about: Partial<Span>) => pairs(first, count, about, {})[0];
  await sent(await inFront(rendered, replicas), [
    ...one(0, 800, { error: true, name: "error" }),
    ...one(1_000, 800, { milliseconds: 3_000, name: "slow" }),
    ...one(2_000, 4_000, { name: "rest" }),
  ]);
  await settled(sinks);
  // In tenths of what a second allows: on a slow machine decisions take longer than none, and a few more are allowed.
  const tenths = (name: string, allowed: number) =>
    Math.round((10 * sinks[0].filter((span) => span.name === name).length) / allowed);
  expect([tenths("error", 200), tenths("slow", 100), tenths("rest", 100)]).toEqual([10, 10, 10]);
}, 60_000);
