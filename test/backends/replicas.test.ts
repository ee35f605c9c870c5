import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { call } from "./support/call";
import { logs, metrics, send } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually, lines, series } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Backend, backend, objectStorage } from "./support/running";

/**
 * production's three Loki and three Mimir over object storage: one of them may die at any time, and then another,
 * without anything lost that was acknowledged, and without anybody having to wait for it to come back.
 */

const bench = new Bench();
const tenant = "production";
let loki: Backend[];
let mimir: Backend[];
let buckets: string;

beforeAll(async () => {
  const { settings, folder } = await objectStorage(bench);
  buckets = folder;
  const rendered = await Rendered.of("production", settings);
  [loki, mimir] = await Promise.all([
    backend(bench, rendered, "loki", { replicas: 3 }),
    backend(bench, rendered, "mimir", { replicas: 3 }),
  ]);
}, 120_000);

afterAll(() => bench.clear(), 30_000);

const acknowledged = { lines: [] as number[], series: [] as number[] };
let next = 0;

/** Writes to the replica of this number; what it answers goes into `acknowledged`. */
async function write(replica: number): Promise<readonly [loki: number, mimir: number]> {
  const mine = Array.from({ length: 10 }, () => next++);
  const sender = { "service.name": "load" };
  const as = { "X-Scope-OrgID": tenant };
  const points = mine.map((number) => ({ value: number, attributes: { number } }));
  const [written, stored] = await Promise.all([
    send(
      `${loki[replica].url}/otlp`,
      logs(
        sender,
        mine.map((number) => `line ${number}`),
      ),
      as,
    ),
    send(`${mimir[replica].url}/otlp`, metrics(sender, "load", points), as),
  ]);
  if (written === 204) acknowledged.lines.push(...mine);
  if (stored === 200) acknowledged.series.push(...mine);
  return [written, stored];
}

/** Writes to these replicas by turns for a while, and tells every answer that there was. */
async function writeFor(milliseconds: number, replicas: readonly number[]): Promise<string[]> {
  const end = Date.now() + milliseconds;
  const answers = new Set<string>();
  for (let turn = 0; Date.now() < end; turn++) {
    answers.add((await write(replicas[turn % replicas.length])).join(" and "));
    await sleep(20);
  }
  return [...answers];
}

/** What of the acknowledged these replicas do not have to tell. */
const missing = (replicas: readonly number[]) =>
  Promise.all(
    replicas.map((replica) =>
      eventually(
        async () => {
          const found = new Set(
            (await lines(loki[replica].url, tenant, '{service_name="load"}'))?.map(({ line }) => line),
          );
          const kept = await series(mimir[replica].url, tenant, "last_over_time(load[1h])");
          const stored = new Set(kept?.map(({ metric }) => metric.number));
          return {
            lines: acknowledged.lines.filter((number) => !found.has(`line ${number}`)),
            series: acknowledged.series.filter((number) => !stored.has(String(number))),
          };
        },
        (left) => left.lines.length === 0 && left.series.length === 0,
        15,
      ),
    ),
  );

const nothing = { lines: [], series: [] };
const taken = ["204 and 200"];

test("one is killed: the others take everything, and have everything", async () => {
  expect(await writeFor(1_000, [0, 1, 2])).toEqual(taken);
  // Killed while it is being written to.
  const meanwhile = writeFor(3_000, [0, 1, 2]);
  await sleep(500);
  await Promise.all([loki[1].kill(), mimir[1].kill()]);
  await meanwhile;
  expect(await writeFor(2_000, [0, 2])).toEqual(taken);
  expect(await missing([0, 2])).toEqual([nothing, nothing]);
}, 60_000);

test("it comes back, and the next is killed: what was written meanwhile is there", async () => {
  await Promise.all([loki[1].startAgain(), mimir[1].startAgain()]);
  await Promise.all([loki[2].kill(), mimir[2].kill()]);
  // An address that was gone is tried again after a few seconds. A pod would have come back with another address.
  const taking = (answers: readonly string[]) => answers.join() === taken.join();
  expect(await eventually(() => writeFor(1_000, [0, 1]), taking)).toEqual(taken);
  expect(await missing([0, 1])).toEqual([nothing, nothing]);
}, 60_000);

test("with two away there is no majority: nothing is acknowledged that might be lost", async () => {
  await Promise.all([loki[1].kill(), mimir[1].kill()]);
  const answers = await Promise.all([write(0), write(0)]);
  expect(answers.flat().filter((status) => status < 300 && status > 0)).toEqual([]);
}, 60_000);

test("what was flushed to object storage is all that a new Loki needs, and Mimir's blocks are there", async () => {
  await Promise.all([1, 2].flatMap((number) => [loki[number].startAgain(), mimir[number].startAgain()]));
  for (const { url } of mimir) {
    const flushed = await call(`${url}/ingester/flush?wait=true`, { method: "POST", seconds: 20 });
    expect(flushed.status).toBe(204);
  }
  const blocks = join(buckets, "lab-metrics", "blocks", tenant);
  const whole = readdirSync(blocks).filter((block) => existsSync(join(blocks, block, "meta.json")));
  expect(whole.length).toBeGreaterThanOrEqual(3);

  await Promise.all(loki.map((replica) => replica.terminate()));
  for (const number of [0, 1, 2]) rmSync(join(bench.folder, `loki-${number}`), { recursive: true });
  await Promise.all(loki.map((replica) => replica.startAgain()));
  expect(await missing([0])).toEqual([nothing]);
}, 90_000);
