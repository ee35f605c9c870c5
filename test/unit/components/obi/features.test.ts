import { features, needsHostNetwork } from "../../../../components/obi/features";
import { obiWith, type Switch, switchNames } from "./switches";

const nothing = { metrics: [], application: false, network: false, tcp: false, contextPropagation: false };

const alone: [Switch, Partial<ReturnType<typeof features>>][] = [
  ["traces", { application: true }],
  ["application", { metrics: ["application"], application: true }],
  ["serviceGraph", { metrics: ["application_service_graph"], application: true }],
  ["spanMetrics", { metrics: ["application_span_otel"], application: true }],
  ["host", { metrics: ["application_host"], application: true }],
  ["runtime", { metrics: ["application_runtime"], application: true }],
  ["network", { metrics: ["network"], network: true }],
  ["networkPackets", { metrics: ["network_flow_packets"], network: true }],
  ["networkZones", { metrics: ["network_inter_zone"], network: true }],
  ["tcpRoundTripTime", { metrics: ["stats_tcp_rtt"], tcp: true }],
  ["tcpRetransmits", { metrics: ["stats_tcp_retransmits"], tcp: true }],
  ["tcpFailedConnections", { metrics: ["stats_tcp_failed_connections"], tcp: true }],
  ["tcpBytes", { metrics: ["stats_tcp_io"], tcp: true }],
  ["headers", { contextPropagation: true }],
  ["tcp", { contextPropagation: true }],
  ["all", { contextPropagation: true }],
  ["before511", {}],
  ["rhel418", {}],
  ["restrictedPerfEvents", {}],
  ["traceIdsInLogs", {}],
  ["goHeaders", {}],
  ["probeMetrics", {}],
];

test("the table below has a row for every switch", () => {
  expect(alone.map(([name]) => name)).toEqual(switchNames);
});

test.each(alone)("%s alone", (name, expected) => {
  expect(features(obiWith(name))).toEqual({ ...nothing, ...expected });
});

test("nothing is on when nothing is switched on", () => {
  expect(features(obiWith())).toEqual(nothing);
});

test("metrics keep OBI's order, whatever the order of the settings", () => {
  expect(features(obiWith("tcpBytes", "network", "runtime", "application")).metrics).toEqual([
    "application",
    "application_runtime",
    "network",
    "stats_tcp_io",
  ]);
});

test("only network metrics and context propagation need the node's network", () => {
  const needing = switchNames.filter((name) => needsHostNetwork(features(obiWith(name))));
  expect(needing).toEqual(["network", "networkPackets", "networkZones", "headers", "tcp", "all"]);
});
