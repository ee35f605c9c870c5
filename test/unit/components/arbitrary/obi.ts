import fc from "fast-check";
import { merge, protocols, type Tree } from "../../../../settings";
import { duration, flag, labels, labelValue, map, name, number, pattern, resources, some } from "./leaves";

const selection = { podLabels: labels, podAnnotations: labels };
const metrics = fc.record(
  {
    interval: duration,
    application: flag,
    serviceGraph: flag,
    spanMetrics: flag,
    host: flag,
    runtime: flag,
    network: flag,
    networkPackets: flag,
    networkZones: flag,
    tcpRoundTripTime: flag,
    tcpRetransmits: flag,
    tcpFailedConnections: flag,
    tcpBytes: flag,
  },
  some,
);

export const obi = fc
  .record(
    {
      watch: fc.record(
        {
          mode: fc.constantFrom("opt-in", "opt-out"),
          namespaces: fc.array(pattern, { minLength: 1, maxLength: 4 }),
          ...selection,
        },
        some,
      ),
      ignore: fc.record({ namespaces: fc.array(pattern, { maxLength: 4 }), ...selection }, some),
      protocols: fc.subarray([...protocols], { minLength: 1 }),
      traces: flag,
      metrics,
      contextPropagation: fc.constantFrom("off", "headers", "tcp", "all"),
      kernel: fc.record({ before511: flag, rhel418: flag, restrictedPerfEvents: flag }, some),
      traceIdsInLogs: flag,
      goHeaders: flag,
      probeMetrics: flag,
      seccompProfile: fc.constantFrom("profiles/obi.json", "obi"),
      appArmor: fc.constantFrom("Unconfined", "RuntimeDefault"),
      log: fc.record({
        level: fc.constantFrom("DEBUG", "INFO", "WARN", "ERROR"),
        format: fc.constantFrom("text", "json"),
      }),
      nodeSelector: map(name, labelValue),
      maxUnavailable: fc.oneof(
        number(1, 100).map((share) => `${share}%`),
        number(1, 50).map(String),
      ),
      resources,
    },
    some,
  )
  // OBI must have something to do, and traces where their context or their ids are to be passed on.
  .map((settings): Tree => {
    const { contextPropagation = "off", traceIdsInLogs = false } = settings;
    const needed = idle(settings) || contextPropagation !== "off" || traceIdsInLogs;
    return merge(settings, needed ? { traces: true } : {});
  });

const idle = ({ traces = true, metrics = {} }: { traces?: boolean; metrics?: Tree }): boolean =>
  !traces && !Object.values({ application: true, serviceGraph: true, ...metrics }).includes(true);
