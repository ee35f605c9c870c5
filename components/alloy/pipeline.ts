import type { Settings } from "../../settings";
import { type Wiring, workload } from "../wiring";
import { clusterLogs } from "./cluster-logs";
import { deliver } from "./deliver";
import { discard } from "./discard";
import { enrich } from "./enrich";
import { expiry } from "./expiry";
import { process } from "./process";
import { receive } from "./receive";
import { redact } from "./redact";
import { sample } from "./sample";
import { scrapeBlocks } from "./scrape";
import { only } from "./stage";
import type { Block } from "./syntax";

/**
 * What the gateway does, in the order in which telemetry passes: take in, say where it is from, take secrets and noise
 * out, choose traces, then a queue on disk for each backend. Put together from the end, since each stage names the next.
 */
export function pipeline(settings: Settings, wiring: Wiring): Block[] {
  const end = deliver(settings, wiring);
  const sampled = only(["traces"], (next) => sample(settings, next), end.inputs);
  const quiet = only(["traces"], (next) => discard(settings, next), sampled.inputs);
  const redacted = only(["logs", "traces"], (next) => redact(settings, next), quiet.inputs);
  const enriched = enrich(settings, redacted.inputs);
  const received = receive(workload(wiring, "alloy"), enriched.inputs);
  const stages = [received, enriched, redacted, quiet, sampled, end];
  return [
    ...process(settings, wiring, "alloy"),
    ...stages.flatMap(({ blocks }) => blocks),
    ...clusterLogs(settings, enriched.inputs.logs ?? []),
    ...scrapeBlocks(settings, wiring),
    ...expiry(wiring),
  ];
}
