import { createHash } from "node:crypto";
import { gauge, logLine, span } from "./otlp";

/** What is sent in great numbers: one item of each signal for each number, which is told by it again. */

export const signals = ["logs", "metrics", "traces"] as const;
export type Signal = (typeof signals)[number];

/** What came of sending: the numbers of the items that were taken, and how many were not, which are not sent again. */
export interface Sent {
  readonly taken: number[];
  readonly refused: number;
}

/** The one series that numbers are the samples of. */
export const metricName = "numbers";

const line = (n: number) => `line ${n}`;

/** Of its own for each service: the store of traces knows them by nothing else. */
const traceId = (service: string, n: number) =>
  `1${createHash("sha256").update(service).digest("hex").slice(1, 16)}${n.toString(16).padStart(16, "0")}`;

/** The body of a number's request. */
export const bodyOf: Readonly<Record<Signal, (service: string, n: number) => object>> = {
  logs: (service, n) => logLine(service, line(n)),
  metrics: (service, n) => gauge(service, metricName, n),
  traces: (service, n) => span(service, traceId(service, n)),
};

/** What a number is found by where it arrives: a line, a sample's value, a trace's id. */
export const nameOf: Readonly<Record<Signal, (service: string, n: number) => string>> = {
  logs: (_, n) => line(n),
  metrics: (_, n) => String(n),
  traces: traceId,
};
