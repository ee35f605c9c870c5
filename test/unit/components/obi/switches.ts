import { merge, type ObiSettings, type Tree } from "../../../../settings";
import { settingsOf } from "../settings";

/** Everything that can be switched on in OBI, as the settings below `obi` that do so. */
export const switches = {
  traces: { traces: true },
  application: { metrics: { application: true } },
  serviceGraph: { metrics: { serviceGraph: true } },
  spanMetrics: { metrics: { spanMetrics: true } },
  host: { metrics: { host: true } },
  runtime: { metrics: { runtime: true } },
  network: { metrics: { network: true } },
  networkPackets: { metrics: { networkPackets: true } },
  networkZones: { metrics: { networkZones: true } },
  tcpRoundTripTime: { metrics: { tcpRoundTripTime: true } },
  tcpRetransmits: { metrics: { tcpRetransmits: true } },
  tcpFailedConnections: { metrics: { tcpFailedConnections: true } },
  tcpBytes: { metrics: { tcpBytes: true } },
  headers: { contextPropagation: "headers" },
  tcp: { contextPropagation: "tcp" },
  all: { contextPropagation: "all" },
  before511: { kernel: { before511: true } },
  rhel418: { kernel: { rhel418: true } },
  restrictedPerfEvents: { kernel: { restrictedPerfEvents: true } },
  traceIdsInLogs: { traceIdsInLogs: true },
  goHeaders: { goHeaders: true },
  probeMetrics: { probeMetrics: true },
} as const satisfies Record<string, Tree>;

export type Switch = keyof typeof switches;

export const switchNames = Object.keys(switches) as Switch[];

/** The settings below `obi` that leave only these switched on: what is on by default is off unless it is named. */
export const onlyOn = (names: readonly Switch[]): Tree =>
  merge(
    { traces: false, metrics: { application: false, serviceGraph: false } },
    ...names.map((name): Tree => switches[name]),
  );

const { obi } = settingsOf("dev");

/** OBI's settings with only these switched on; unlike a stack file, they may leave OBI with nothing to do. */
export const obiWith = (...names: Switch[]): ObiSettings => merge(obi, onlyOn(names)) as unknown as ObiSettings;
