import { eventually } from "../lab/lab";
import { inBackground } from "./background";
import type { Request } from "./client";
import { metricName, nameOf, type Sent, type Signal, signals } from "./items";
import type { Services } from "./services";

/** By which requests items of some signals are sent, and in whose name. */
export interface Load {
  readonly requests: Readonly<Partial<Record<Signal, Request>>>;
  readonly service: string;
}

/** Something of each signal that is sent. */
type Each<T> = Readonly<Partial<Record<Signal, T>>>;

/**
 * Sends numbered log lines, samples and spans within the node's network, about thirty a second of each, until told to
 * stop.
 *
 * @param service in whose name, which nobody has sent in before
 * @param which signals are sent; all by default
 */
export function startSending(
  services: Services,
  service: string,
  which: readonly Signal[] = signals,
): () => Promise<Each<Sent>> {
  const requests = Object.fromEntries(which.map((signal) => [signal, services.request("otlp", `/v1/${signal}`)]));
  return inBackground<Each<Sent>>("sender.ts", { requests, service } satisfies Load);
}

/** All that is found of a service's items, by signal. */
const arrived: Readonly<Record<Signal, (services: Services, service: string) => string[]>> = {
  // By their last digit, as one answer holds 5000 lines at most.
  logs: (services, service) =>
    services.lines(...Array.from({ length: 10 }, (_, digit) => `{service_name="${service}"} |~ "${digit}$"`)),
  metrics: (services, service) => services.values(`${metricName}{job="${service}"}`),
  traces: (services, service) => services.traceIds(service),
};

/**
 * Numbers of items that are not to be found although they were taken, by signal. What is late is waited for: after an
 * outage each item is a request of its own, and those that failed last are tried again last.
 */
export const lost = (services: Services, service: string, sent: Each<Sent>): Promise<Each<number[]>> =>
  eventually(
    () => missing(services, service, sent),
    (lost) => Object.values(lost).every((numbers) => numbers.length === 0),
    300,
  );

const missing = (services: Services, service: string, sent: Each<Sent>): Each<number[]> =>
  Object.fromEntries(
    Object.entries(sent).map(([name, { taken }]) => {
      const signal = name as Signal;
      const found = new Set(arrived[signal](services, service));
      return [signal, taken.filter((n) => !found.has(nameOf[signal](service, n)))];
    }),
  );
