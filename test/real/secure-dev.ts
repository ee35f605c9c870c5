import { stackFileWith } from "../lab/lab";
import { Faults } from "./faults";
import { calmDev, pods } from "./pods";
import { mop, must } from "./real-lab";
import { Services } from "./services";
import { nothing, underLoad } from "./under-load";

/** The dev stack over TLS on one real node, for tests that break it. */

export const namespace = "observability-dev";
export const stack = new Services(namespace, { secure: true });
export const faults = new Faults(namespace);

/** Starts a lab anew, and in it the stack. */
export function startSecureDev(): void {
  must("lab", "stop", "--purge");
  must("lab", "start", "--node", "real");
  const file = stackFileWith({
    "mop:environment": "dev",
    "mop:cluster": { name: "dev" },
    "mop:tls": { enabled: true },
    "mop:certificates": { install: false },
  });
  const { code, output } = mop("up", "--stack", "dev", "--config-file", file);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("create (0 unchanged)") as string });
  expect(pods()).toEqual(calmDev);
}

/** Breaks things under load: all that was taken meanwhile has to arrive, and more than `least` of each signal. */
export async function survives(service: string, least: number, breakThings: () => Promise<unknown>): Promise<void> {
  const { lost } = await underLoad(stack, service, breakThings, { least });
  expect(lost).toEqual(nothing);
}
