import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, type Request } from "./client";
import type { Sent } from "./load";
import { logLine } from "./otlp";

/**
 * Sends log lines over OTLP, numbered from 0 and each as a request of its own, until its standard input ends, of which
 * the first line is the request to send them by. Prints what came of it. Its argument is the service in whose name.
 */
async function main(service: string): Promise<void> {
  let isOver = false;
  const input = createInterface(process.stdin).on("close", () => (isOver = true));
  const request = await new Promise<Request>((resolve) => {
    input.once("line", (line) => resolve(JSON.parse(line) as Request));
  });
  const taken: number[] = [];
  let refused = 0;
  for (let n = 0; !isOver; n++) {
    const { status } = await ask({ ...request, method: "POST", body: logLine(service, `line ${n}`) });
    if (status === 200) taken.push(n);
    else refused++;
    await sleep(20);
  }
  console.log(JSON.stringify({ taken, refused } satisfies Sent));
}

void main(process.argv[2]);
