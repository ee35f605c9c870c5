import { setTimeout as sleep } from "node:timers/promises";
import { task } from "./background";
import { ask, type Request } from "./client";
import { bodyOf, type Sent, type Signal } from "./items";
import type { Load } from "./load";

/**
 * Sends items over OTLP, numbered from 0 and each as a request of its own, until it is told to stop. Signals do not wait
 * for each other.
 */
async function main(): Promise<void> {
  const { input, isOver } = await task<Load>();
  const send = async (signal: Signal, request: Request): Promise<[Signal, Sent]> => {
    const taken: number[] = [];
    let refused = 0;
    for (let n = 0; !isOver(); n++) {
      const { status } = await ask({ ...request, method: "POST", body: bodyOf[signal](input.service, n) });
      if (status === 200) taken.push(n);
      else refused++;
      await sleep(20);
    }
    return [signal, { taken, refused }];
  };
  const sent = await Promise.all(Object.entries(input.requests).map(([signal, one]) => send(signal as Signal, one)));
  console.log(JSON.stringify(Object.fromEntries(sent)));
}

void main();
