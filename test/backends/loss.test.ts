import { setTimeout as sleep } from "node:timers/promises";
import { hexId, logs, metrics, send, traces } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually, lines, series } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Alloy, alloy, type Backend, backend } from "./support/running";
import { sink } from "./support/sink";

/**
 * What Alloy and the backends have acknowledged arrives, and stays. dev's own configuration, where each is one process
 * and nobody else has what it loses.
 */

const bench = new Bench();
let gateway: Alloy;
let loki: Backend;
let mimir: Backend;
let tempo: Awaited<ReturnType<typeof sink>>;

beforeAll(async () => {
  const rendered = await Rendered.of("dev");
  [[loki], [mimir], tempo] = await Promise.all([
    backend(bench, rendered, "loki"),
    backend(bench, rendered, "mimir"),
    sink(),
  ]);
  bench.uses(() => tempo.stop());
  gateway = await alloy(bench, rendered, {
    services: { loki: loki.address, mimir: mimir.address, tempo: tempo.address },
  });
}, 120_000);

afterAll(() => bench.clear(), 30_000);

const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

/** Sends a span, a line and a series for each number, and tells which were acknowledged of each. */
async function sendAll(service: string, all: readonly number[]) {
  const sender = { "service.name": service };
  const [spans, written, gauges] = await Promise.all([
    send(
      gateway.url,
      traces(
        sender,
        all.map((number) => ({ trace: hexId(number, 32), id: hexId(number, 16) })),
      ),
    ),
    send(
      gateway.url,
      logs(
        sender,
        all.map((number) => `line ${number}`),
      ),
    ),
    send(
      gateway.url,
      metrics(
        sender,
        service,
        all.map((number) => ({ value: number, attributes: { number } })),
      ),
    ),
  ]);
  const if200 = (status: number) => (status === 200 ? [...all] : []);
  return { spans: if200(spans), lines: if200(written), series: if200(gauges) };
}

type Sent = Awaited<ReturnType<typeof sendAll>>;

const together = (all: readonly Sent[]): Sent => ({
  spans: all.flatMap(({ spans }) => spans),
  lines: all.flatMap((one) => one.lines),
  series: all.flatMap((one) => one.series),
});

/** Which of those have not arrived, once nothing is missing or half a minute is over. */
async function missing(service: string, acknowledged: Sent): Promise<Sent> {
  const ask = async (): Promise<Sent> => {
    const spans = new Set(tempo.spans.map(({ id }) => id));
    const found = new Set((await lines(loki.url, "", `{service_name="${service}"}`))?.map(({ line }) => line));
    const stored = new Set(
      (await series(mimir.url, "", `last_over_time(${service}[1h])`))?.map(({ metric }) => metric.number),
    );
    return {
      spans: acknowledged.spans.filter((number) => !spans.has(hexId(number, 16))),
      lines: acknowledged.lines.filter((number) => !found.has(`line ${number}`)),
      series: acknowledged.series.filter((number) => !stored.has(String(number))),
    };
  };
  return eventually(ask, (left) => Object.values(left).every((list) => list.length === 0), 45);
}

const nothing: Sent = { spans: [], lines: [], series: [] };

test("what is sent while all backends are away arrives when they are back", async () => {
  await Promise.all([loki.kill(), mimir.kill(), tempo.stop()]);
  const acknowledged = await sendAll("outage", numbers(0, 1_000));
  expect(acknowledged.spans.length + acknowledged.lines.length + acknowledged.series.length).toBe(3_000);
  await sleep(5_000);
  await Promise.all([loki.startAgain(), mimir.startAgain(), tempo.startAgain()]);
  expect(await missing("outage", acknowledged)).toEqual(nothing);
}, 120_000);

test("Alloy that is killed under load loses nothing that it acknowledged", async () => {
  const sent: Sent[] = [];
  let next = 10_000;
  let goesOn = true;
  const load = async () => {
    while (goesOn) {
      const mine = numbers(next, 10);
      next += 10;
      sent.push(await sendAll("crash", mine));
      await sleep(20);
    }
  };
  const loads = Promise.all([load(), load()]);
  for (let kill = 0; kill < 3; kill++) {
    await sleep(1_000);
    await gateway.kill();
    await gateway.startAgain();
  }
  goesOn = false;
  await loads;
  const acknowledged = together(sent);
  expect(acknowledged.lines.length).toBeGreaterThan(500);
  expect(acknowledged.lines.length).toBeLessThan(next - 10_000);
  expect(await missing("crash", acknowledged)).toEqual(nothing);
}, 120_000);

test("Loki and Mimir that are killed lose nothing that they acknowledged", async () => {
  const acknowledged = await sendAll("restart", numbers(100_000, 1_000));
  expect(await missing("restart", acknowledged)).toEqual(nothing);
  await Promise.all([loki.kill(), mimir.kill()]);
  await Promise.all([loki.startAgain(), mimir.startAgain()]);
  expect(await missing("restart", acknowledged)).toEqual(nothing);
}, 120_000);
