import { create, devOverTls, namespace } from "./dev";
import { Faults } from "./faults";
import { calmDev, pods } from "./pods";
import { must } from "./real-lab";
import { Services } from "./services";
import { nothing, underLoad } from "./under-load";

/** The dev stack over TLS on one real node, for tests that break it. */

export const stack = new Services(namespace, { secure: true });
export const faults = new Faults(namespace);

/** Starts a lab, and in it the stack. */
export function startSecureDev(): void {
  must("lab", "start", "--node", "real");
  create(devOverTls);
  expect(pods()).toEqual(calmDev);
}

/** Breaks things under load: all that was taken meanwhile has to arrive, and more than `least` of each signal. */
export async function survives(service: string, least: number, breakThings: () => Promise<unknown>): Promise<void> {
  const { lost } = await underLoad(stack, service, breakThings, { least });
  expect(lost).toEqual(nothing);
}
