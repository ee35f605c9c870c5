import { setTimeout as sleep } from "node:timers/promises";
import { task } from "./background";
import { ask } from "./client";
import type { Load, Sent } from "./load";
import { logLine } from "./otlp";

/** Sends log lines over OTLP, numbered from 0 and each as a request of its own, until it is told to stop. */
async function main(): Promise<void> {
  const { input, isOver } = await task<Load>();
  const taken: number[] = [];
  let refused = 0;
  for (let n = 0; !isOver(); n++) {
    const { status } = await ask({ ...input.request, method: "POST", body: logLine(input.service, `line ${n}`) });
    if (status === 200) taken.push(n);
    else refused++;
    await sleep(20);
  }
  console.log(JSON.stringify({ taken, refused } satisfies Sent));
}

void main();
