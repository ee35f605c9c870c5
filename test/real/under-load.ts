import { eventually } from "../lab/lab";
import { lost, type Sent, sendLines } from "./load";
import { lastingName, pods, stackPods } from "./pods";
import type { Services } from "./services";

/** What a change did to the stack, and to the log lines that were sent meanwhile. */
export interface Outcome {
  /** Pods that are not the ones that were there before, "obi" for the agent's. */
  readonly rolled: string[];
  /** Numbers of lines that were taken and are nowhere. */
  readonly lost: number[];
  /** Whether any line was refused; it was not sent again. */
  readonly refused: boolean;
}

const allReady = () => eventually(pods, (seen) => seen.every((pod) => / ready, /.test(pod)));

/**
 * Makes a change while numbered log lines are sent.
 *
 * @param service in whose name, which nobody has sent in before
 * @param reader where it is not by what they were sent that they are found afterwards
 */
export async function underLoad(
  sender: Services,
  service: string,
  change: () => unknown,
  reader = sender,
): Promise<Outcome> {
  const before = new Set(stackPods().map(({ metadata }) => metadata.uid));
  const stop = sendLines(sender, service);
  let sent: Sent;
  try {
    await change();
    await allReady();
  } finally {
    sent = await stop();
  }
  // Less would say nothing: the shortest change takes longer than this many.
  if (sent.taken.length < 200) throw new Error(`only ${sent.taken.length} lines were taken`);
  const rolled = stackPods().filter(({ metadata }) => !before.has(metadata.uid));
  return {
    rolled: rolled.map(lastingName),
    lost: await lost(reader, service, sent),
    refused: sent.refused > 0,
  };
}
