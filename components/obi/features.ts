import type { ObiSettings } from "../../settings";

/** What is switched on in OBI, in the words that its configuration, its capabilities and its mounts depend on. */
export interface Features {
  /** Names in OBI's `metrics.features`, in a fixed order. */
  readonly metrics: readonly string[];
  /** Attaches to processes: spans, or metrics of requests. */
  readonly application: boolean;
  /** Looks at packets between workloads. */
  readonly network: boolean;
  /** Looks at TCP connections. */
  readonly tcp: boolean;
  readonly contextPropagation: boolean;
}

const metricFeatures: readonly [keyof ObiSettings["metrics"], string][] = [
  ["application", "application"],
  ["serviceGraph", "application_service_graph"],
  ["spanMetrics", "application_span_otel"],
  ["host", "application_host"],
  ["runtime", "application_runtime"],
  ["network", "network"],
  ["networkPackets", "network_flow_packets"],
  ["networkZones", "network_inter_zone"],
  ["tcpRoundTripTime", "stats_tcp_rtt"],
  ["tcpRetransmits", "stats_tcp_retransmits"],
  ["tcpFailedConnections", "stats_tcp_failed_connections"],
  ["tcpBytes", "stats_tcp_io"],
];

export function features(settings: ObiSettings): Features {
  const metrics = metricFeatures.filter(([setting]) => settings.metrics[setting]).map(([, feature]) => feature);
  return {
    metrics,
    application: settings.traces || metrics.some((feature) => feature.startsWith("application")),
    network: metrics.some((feature) => feature.startsWith("network")),
    tcp: metrics.some((feature) => feature.startsWith("stats")),
    contextPropagation: settings.contextPropagation !== "off",
  };
}

/** Flows of other pods and injected headers are only seen from the node's own network namespace. */
export const needsHostNetwork = ({ network, contextPropagation }: Features): boolean => network || contextPropagation;
