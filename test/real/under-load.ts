import { eventually } from "../lab/lab";
import { type Sent, type Signal, signals } from "./items";
import { lost, startSending } from "./load";
import { lastingName, pods, stackPods } from "./pods";
import type { Services } from "./services";

/** What a change or a fault did to the stack, and to the items that were sent meanwhile. */
export interface Outcome {
  /** Pods that are not the ones that were there before, "obi" for the agent's. */
  readonly rolled: string[];
  /** Numbers of items that were taken and are nowhere, by signal. */
  readonly lost: Readonly<Partial<Record<Signal, number[]>>>;
  /** Whether any item was refused; it was not sent again. */
  readonly refused: boolean;
}

/** {@link Outcome.lost} when all that was taken arrived. */
export const nothing: Outcome["lost"] = { logs: [], metrics: [], traces: [] };

export interface LoadOptions {
  /** Where it is not by what they were sent that items are found afterwards. */
  readonly reader?: Services;
  /** How many of each signal have to be taken; less would say nothing. 200 by default, which is less than the shortest change takes. */
  readonly least?: number;
  /** What is sent; all signals by default. */
  readonly which?: readonly Signal[];
}

const allReady = () => eventually(pods, (seen) => seen.every((pod) => / ready, /.test(pod)), 180);

/**
 * Makes a change, or breaks things, while numbered items are sent, until all pods are ready again. Prints how many were
 * taken.
 *
 * @param service in whose name, which nobody has sent in before
 */
export async function underLoad(
  sender: Services,
  service: string,
  change: () => unknown,
  { reader = sender, least = 200, which = signals }: LoadOptions = {},
): Promise<Outcome> {
  const before = new Set(stackPods().map(({ metadata }) => metadata.uid));
  const stop = startSending(sender, service, which);
  let sent: Readonly<Partial<Record<Signal, Sent>>>;
  try {
    await change();
    await allReady();
  } finally {
    sent = await stop();
  }
  const counts = Object.entries(sent).map(
    ([signal, { taken, refused }]) => `${signal} ${taken.length} (${refused} refused)`,
  );
  process.stdout.write(`${service}, taken: ${counts.join(", ")}\n`);
  for (const { taken } of Object.values(sent)) expect(taken.length).toBeGreaterThan(least);
  return {
    rolled: stackPods()
      .filter(({ metadata }) => !before.has(metadata.uid))
      .map(lastingName),
    lost: await lost(reader, service, sent),
    refused: Object.values(sent).some(({ refused }) => refused > 0),
  };
}
