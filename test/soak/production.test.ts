import { existsSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../lab/lab";
import { fiveQuietMinutes, memoryUse, strangeLines } from "../real/health";
import { type ObjectStorage, objectStorage } from "../real/object-storage";
import { gauge, logLine, span } from "../real/otlp";
import { readyNodes } from "../real/nodes";
import { nodesOf, pods } from "../real/pods";
import { intrusion, podSecurity } from "../real/privileges";
import { namespace, up } from "../real/production";
import { type Asked, keepAsking, type Question } from "../real/questions";
import { applyText, ask, containerProcesses, holder, must, withRealNode } from "../real/real-lab";
import { found, Services } from "../real/services";
import { underLoad } from "../real/under-load";

/** The production stack on three real nodes: it serves throughout. */

const stack = new Services(namespace, { secure: true, tenant: "production" });
const traceId = "0af7651916cd43dd8448eb211c80319c";

const calm = [
  ...Array<string>(3).fill("obi-production obi ready, 0 restarts"),
  ...[0, 1, 2].map((n) => `${namespace} alloy-${n} ready, 0 restarts`),
  ...Array<string>(3).fill(`${namespace} alloy-receiver ready, 0 restarts`),
  ...["loki", "mimir"].flatMap((name) => [0, 1, 2].map((n) => `${namespace} ${name}-${n} ready, 0 restarts`)),
  `${namespace} tempo-0 ready, 0 restarts`,
];

/** What was sent once, asked of the two that are replicated. */
const questions = (): Question[] => [
  {
    request: stack.request(
      "loki",
      `/loki/api/v1/query_range?since=1h&query=${encodeURIComponent('{service_name="shop"}')}`,
    ),
    holds: "one order",
  },
  {
    request: stack.request(
      "mimir",
      `/prometheus/api/v1/query?query=${encodeURIComponent("last_over_time(orders[1h])")}`,
    ),
    holds: '"7"',
  },
];

/** How often pods of a workload were started anew. */
const restarts = (name: string): number =>
  pods()
    .filter((pod) => pod.startsWith(`${namespace} ${name}`))
    .reduce((sum, pod) => sum + Number(/([0-9]+) restarts/.exec(pod)?.[1]), 0);

/** Those that are replicated. */
const programs = [
  ["loki", "/usr/bin/loki"],
  ["mimir", "/bin/mimir"],
  ["alloy", "/bin/alloy"],
] as const;

/**
 * Breaks things while telemetry is sent and asked for. Of traces tail sampling keeps the last seconds in memory, which go
 * with a killed Alloy, so none are sent.
 */
async function servesThroughout(service: string, breakThings: () => Promise<void>): Promise<Asked> {
  const stopAsking = keepAsking(...questions());
  const { lost } = await underLoad(stack, service, breakThings, { which: ["logs", "metrics"] });
  const asked = await stopAsking();
  process.stdout.write(`${service}, asked: ${asked.answered} answered, asked again ${asked.again} times\n`);
  expect(lost).toEqual({ logs: [], metrics: [] });
  expect(asked.unanswered).toEqual([]);
  return asked;
}

let storage: ObjectStorage;

withRealNode("the production stack on three real nodes", () => {
  beforeAll(async () => {
    must("lab", "start", "--node", "real", "--nodes", "3");
    storage = await objectStorage("lab-traces", "lab-metrics", "lab-logs");
    const { code, output } = await up(storage);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("create (0 unchanged)") as string });
  });

  afterAll(() => {
    storage.stop();
  });

  test("every pod is ready by its own probes, none was started twice, and copies are on nodes of their own", () => {
    expect(pods()).toEqual(calm);
    expect(nodesOf("mimir", "loki")).toEqual(["mimir real-1 real-2 real-3", "loki real-1 real-2 real-3"]);
  });

  test("what is sent over OTLP is found again", async () => {
    const failed = { status: { code: 2 } };
    // The tier that takes spans in finds the gateway by DNS, which may say for a while that there is none.
    const answers = await eventually(
      () => stack.send(span("shop", traceId, {}, failed)),
      ([status]) => status === 200,
    );
    expect(answers).toEqual([200]);
    expect(stack.send(gauge("shop", "orders", 7), logLine("shop", "one order"))).toEqual([200, 200]);
    expect(await found(() => stack.resources(traceId))).toEqual([
      [
        { key: "service.name", value: { stringValue: "shop" } },
        { key: "k8s.cluster.name", value: { stringValue: "lab" } },
        { key: "deployment.environment.name", value: { stringValue: "production" } },
      ],
    ]);
    expect(await found(() => stack.lines('{service_name="shop"}'))).toEqual(["one order"]);
    expect((await found(() => stack.samples("orders"))).map(({ value }) => value[1])).toEqual(["7"]);
  });

  test("what Loki and Mimir write out is in their buckets, by tenant", async () => {
    const post = { method: "POST" } as const;
    const flush = [stack.request("loki", "/flush", post), stack.request("mimir", "/ingester/flush", post)];
    expect(ask(...flush).map(({ status }) => status)).toEqual([204, 204]);
    for (const path of ["lab-logs", "lab-metrics/blocks"]) {
      await eventually(
        () => existsSync(join(storage.folder, path, "production")),
        (isThere) => isThere,
      );
    }
  });

  test("a Kubernetes event arrives once, whichever replica watches for them", async () => {
    const time = new Date().toISOString();
    applyText(`
apiVersion: v1
kind: Event
metadata: { name: trial, namespace: default }
involvedObject: { apiVersion: v1, kind: Pod, name: shop, namespace: default }
reason: Trial
message: this is a trial
type: Normal
firstTimestamp: ${time}
lastTimestamp: ${time}
`);
    const events = await found(() => stack.lines('{service_name="kubernetes-events"} |= "this is a trial"'));
    expect(events).toEqual([expect.stringContaining("Trial") as string]);
  });

  test("no pod that wants more than restricted is admitted beside the backends", () => {
    expect(intrusion(namespace)).toContain('violates PodSecurity "restricted:latest"');
    expect([namespace, "obi-production"].map(podSecurity)).toEqual(
      ["restricted", "privileged"].map((level) => ({ audit: level, enforce: level, warn: level })),
    );
  });

  test("for five minutes no pod restarted, no error is unexplained, and each takes no more memory than it asked for", async () => {
    await fiveQuietMinutes();
    expect(pods()).toEqual(calm);
    expect(strangeLines()).toEqual([]);
    expect(memoryUse().filter((line) => !line.endsWith(": within its request"))).toEqual([]);
  });

  test("while one copy of each after the other is killed, all that is asked is answered and all that was taken arrives", async () => {
    const asked = await servesThroughout("copies", async () => {
      for (const [name, program] of programs) {
        for (const pid of containerProcesses(program)) {
          const before = restarts(name);
          process.kill(pid, "SIGKILL");
          await eventually(pods, (seen) => restarts(name) > before && seen.every((pod) => / ready, /.test(pod)), 120);
        }
      }
    });
    expect(asked.answered).toBeGreaterThan(30);
  });

  test("so it is while a whole node is without power", async () => {
    const asked = await servesThroughout("nodes", async () => {
      process.kill(holder("real-3"), "SIGKILL");
      await eventually(readyNodes, (names) => names.length === 2, 120);
      must("lab", "start");
      await eventually(readyNodes, (names) => names.length === 3, 120);
    });
    expect(asked.answered).toBeGreaterThan(30);
  });
});
