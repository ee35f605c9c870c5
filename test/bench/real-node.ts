import { setTimeout as sleep } from "node:timers/promises";
import { labTools } from "../../cli/lab-steps";
import { imageTools, nodeReferences, stackReferences } from "../../lab/images";
import { checkMachine, nodeTools } from "../../lab/node";
import { bytes, millicores } from "../../settings";
import { type ContainerUse, containerUse } from "../real/container-use";
import { gauge, logLine, span } from "../real/otlp";
import { report } from "../lab/lab";
import { mopAside } from "../real/real-lab";
import { Services } from "../real/services";
import type { Comparison } from "./measure";
import type { Group } from "./runner";

/** What the dev stack takes on a real node: until telemetry is there to be asked for, and at rest. */

export const realNode: Group = {
  name: "real-node",
  tools: () => {
    checkMachine();
    // `mop` asks no registry, so that every image is built.
    return [...labTools, ...nodeTools(), ...imageTools([...Object.values(nodeReferences), ...stackReferences])];
  },
  setUp: (later) => {
    later(() => run("lab", "stop", "--purge"));
    return Promise.resolve();
  },
  rows: [
    { name: "first-telemetry", measure: firstTelemetry },
    { name: "at-rest", measure: atRest },
  ],
};

const rounds = 3;

async function run(...args: string[]): Promise<void> {
  const { code, output } = await mopAside(...args);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${report(output)[0]}`);
}

const signals = ["trace", "metric", "log line"] as const;
type Signal = (typeof signals)[number];

/** Milliseconds since `up` began until it ended, and until the first of each signal could be asked for. */
type Times = Readonly<Record<Signal | "up", number>>;

async function firstTelemetry(): Promise<Comparison[]> {
  const times: Times[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timesOfUp());
  return signals.map((signal) => ({
    name: `the first ${signal} to be had after \`up\` begins`,
    yardstick: "`up` of dev on a real node",
    goal: 1.5,
    ours: times.map((time) => time[signal]),
    theirs: times.map(({ up }) => up),
  }));
}

async function timesOfUp(): Promise<Times> {
  await run("lab", "stop", "--purge");
  await run("lab", "start", "--node", "real");
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const up = run("up", "--stack", "dev").then(since);
  const looking = new AbortController();
  try {
    // An `up` that fails leaves nothing to look for.
    const [first, ended] = await Promise.all([untilFound(since, looking.signal), up]);
    return { ...first, up: ended };
  } finally {
    looking.abort();
  }
}

/** Looks for the signals until each was there once, or nobody waits for them any more. @returns when each was */
async function untilFound(since: () => number, waited: AbortSignal): Promise<Readonly<Record<Signal, number>>> {
  const first: Partial<Record<Signal, number>> = {};
  while (signals.some((signal) => first[signal] === undefined)) {
    waited.throwIfAborted();
    if (since() > 600_000) throw new Error("ten minutes after `up` began telemetry is still nowhere to be found");
    for (const signal of sendAndLook()) first[signal] ??= since();
    await sleep(100);
  }
  return first as Readonly<Record<Signal, number>>;
}

const stack = new Services("observability-dev");
const traceId = "0af7651916cd43dd8448eb211c80319c";

/** Sends one of each signal, and tells which of them have arrived, now or earlier; none while nobody is there. */
function sendAndLook(): Signal[] {
  try {
    stack.send(span("shop", traceId), gauge("shop", "orders", 7), logLine("shop", "one order"));
    const found: Record<Signal, unknown[]> = {
      trace: stack.resources(traceId),
      metric: stack.samples("orders"),
      "log line": stack.lines('{service_name="shop"}'),
    };
    return signals.filter((signal) => found[signal].length > 0);
  } catch {
    // There is no Service yet.
    return [];
  }
}

/** Each container's use over a minute, two minutes after the last change, against what it requests. */
async function atRest(): Promise<Comparison[]> {
  await run("lab", "start", "--node", "real");
  await run("up", "--stack", "dev");
  await sleep(120_000);
  const before = containerUse();
  await sleep(60_000);
  const after = containerUse();
  return after.flatMap((use, n) => [
    once(`memory of ${use.container} at rest`, "MiB", use.memory / 2 ** 20, bytes(use.requests.memory) / 2 ** 20),
    once(`processor of ${use.container} at rest`, "m", coresUsed(before[n], use), millicores(use.requests.cpu)),
  ]);
}

/** In thousandths of a core. */
const coresUsed = (before: ContainerUse, after: ContainerUse): number =>
  (1_000 * (after.processor - before.processor)) / ((after.at - before.at) / 1_000);

const once = (name: string, unit: string, used: number, requested: number): Comparison => ({
  name,
  yardstick: "what it requests",
  goal: 1,
  unit,
  ours: [used],
  theirs: [requested],
});
