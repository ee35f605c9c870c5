import { eventually } from "../lab/lab";
import { inBackground } from "./background";
import type { Request } from "./client";
import type { Services } from "./services";

/** By which request lines are sent, and in whose name. */
export interface Load {
  readonly request: Request;
  readonly service: string;
}

/** What came of sending: the numbers of the lines that were taken, and how many were not, which are not sent again. */
export interface Sent {
  readonly taken: number[];
  readonly refused: number;
}

/** Sends numbered log lines within the node's network, about forty a second, until it is told to stop. */
export function sendLines(services: Services, service: string): () => Promise<Sent> {
  return inBackground<Sent>("sender.ts", { request: services.request("otlp", "/v1/logs"), service } satisfies Load);
}

/** Numbers of lines that are not in Loki although they were taken; what is late is waited for. */
export function lost(services: Services, service: string, { taken }: Sent): Promise<number[]> {
  // By their last digit, as one answer holds 5000 lines at most.
  const queries = Array.from({ length: 10 }, (_, digit) => `{service_name="${service}"} |~ "${digit}$"`);
  return eventually(
    () => {
      const arrived = new Set(services.lines(...queries));
      return taken.filter((n) => !arrived.has(`line ${n}`));
    },
    (missing) => missing.length === 0,
    120,
  );
}
