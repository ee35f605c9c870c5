import { ask, kubectl } from "./real-lab";
import type { Services } from "./services";

/** What Alloy says of what it sends on. */
export interface Exports {
  /** By signal, since it started. */
  readonly sent: Readonly<Record<"spans" | "metric_points" | "log_records" | "samples", number>>;
  /** Given up, in whatever way. */
  readonly failed: number;
}

export function exportsOf(stack: Services): Exports {
  const [{ body }] = ask(stack.request("alloy", "/metrics"));
  const sum = (name: string) =>
    body
      .split("\n")
      .filter((line) => new RegExp(`^${name}[{ ]`).test(line))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(" "))), 0);
  const sent = (items: string) => sum(`otelcol_exporter_sent_${items}_total`);
  return {
    sent: {
      spans: sent("spans"),
      metric_points: sent("metric_points"),
      log_records: sent("log_records"),
      samples: sum("prometheus_remote_storage_samples_total"),
    },
    failed: sum("otelcol_exporter_(send|enqueue)_failed_.*") + sum("prometheus_remote_storage_samples_failed_total"),
  };
}

/** Alloy's lines since a moment of an export that failed, even if a later try did not. */
export const failedTries = (namespace: string, since: Date): string[] =>
  kubectl("logs", "alloy-0", "--namespace", namespace, "--since-time", since.toISOString())
    .split("\n")
    .filter((line) => /Exporting failed|Failed to send batch/.test(line));
