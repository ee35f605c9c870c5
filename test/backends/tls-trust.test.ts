import { setTimeout as sleep } from "node:timers/promises";
import { Authority, expired } from "./support/authority";
import { delivered } from "./support/own-metrics";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { all, tlsStack } from "./support/tls-stack";

/** Alloy sends nothing to who cannot prove that it is the backend, and keeps what it has until somebody can. */

const bench = new Bench();
let stack: Awaited<ReturnType<typeof tlsStack>>;
const backends = ["loki", "mimir", "tempo"] as const;

beforeAll(async () => {
  stack = await tlsStack(bench);
}, 120_000);

afterAll(() => bench.clear(), 30_000);

/** Which exporters Alloy's log says to have failed for this reason since there were so many characters of it. */
async function failing(reason: string, since: number): Promise<string[]> {
  const found = () => {
    const failures = stack.alloy
      .log()
      .slice(since)
      .split("\n")
      // Not what a backend says of its own calls.
      .filter((line) => line.includes(reason) && !line.includes("responded with"));
    return backends.filter((name) =>
      failures.some((line) => new RegExp(`component_id=otelcol\\.exporter\\.\\w+\\.${name}\\b`).test(line)),
    );
  };
  return eventually(found, (names) => names.length === backends.length, 45);
}

test("expired certificates, then some of another authority, then right ones: nothing goes astray, nothing is lost", async () => {
  const wrong = [
    { how: { life: expired }, reason: "certificate has expired" },
    { how: { authority: Authority.create("somebody else") }, reason: "certificate signed by unknown authority" },
  ];
  const numbers: number[] = [];
  for (const { how, reason } of wrong) {
    await stack.replace(backends, how);
    // Tempo's receiver looks for new files from time to time only.
    await sleep(3_000);
    const since = stack.alloy.log().length;
    stack.cut();
    for (let count = 0; count < 20; count++) {
      expect(await stack.send("trust", numbers.length)).toEqual([200, 200, 200]);
      numbers.push(numbers.length);
    }
    expect(await failing(reason, since)).toEqual([...backends]);
    expect(await delivered(stack.alloy.page)).toEqual({ sent: 0, failed: 0 });
  }

  await stack.replace(backends);
  const arrived = () => stack.arrived("trust", numbers);
  const found = await eventually(arrived, (lists) => Object.values(lists).every((list) => list.length >= 40), 60);
  expect(found).toEqual(all("trust", numbers));
  expect(await delivered(stack.alloy.page)).toEqual({ sent: 3 * 40, failed: 0 });
}, 180_000);
