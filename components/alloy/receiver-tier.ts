import type { Settings } from "../../settings";
import { address, connection, host, serverName, type Wiring, workload } from "../wiring";
import { process } from "./process";
import { receive } from "./receive";
import type { Block } from "./syntax";
import { exporterTls } from "./tls";

/** Nothing is kept here: what the next tier cannot take now, the sender hears of, and keeps. */
const off = { enabled: false };

/**
 * What the stateless tier does: spans go to the replica that has the rest of their trace, metrics and logs to any. A
 * request that was refused in part is sent again in whole, so a backend may see a span twice, but none is lost.
 */
export function receiverTier(settings: Settings, wiring: Wiring): Block[] {
  const spans = connection(wiring, "alloy-receiver", "alloy", "otlp-grpc", "ready");
  const others = connection(wiring, "alloy-receiver", "alloy", "otlp-grpc", "service");
  const balance: Block = {
    block: "otelcol.exporter.loadbalancing",
    label: "traces",
    attributes: { routing_key: "traceID" },
    blocks: [
      {
        block: "resolver",
        blocks: [
          {
            block: "dns",
            attributes: { hostname: host(spans), port: String(spans.to.ports[spans.port].number), interval: "5s" },
          },
        ],
      },
      {
        block: "protocol",
        blocks: [
          {
            block: "otlp",
            blocks: [
              // It finds addresses, so the name to check for is given.
              { block: "client", blocks: exporterTls(spans, { server_name: serverName("alloy", wiring) }) },
              // Both are on unless switched off, and would lose what they hold when the pod goes.
              { block: "queue", attributes: off },
              { block: "retry", attributes: off },
            ],
          },
        ],
      },
    ],
  };
  const forward: Block = {
    block: "otelcol.exporter.otlp",
    label: "gateway",
    blocks: [
      { block: "client", attributes: { endpoint: address(others) }, blocks: exporterTls(others) },
      { block: "sending_queue", attributes: off },
      { block: "retry_on_failure", attributes: off },
    ],
  };
  const received = receive(workload(wiring, "alloy-receiver"), {
    metrics: ["otelcol.exporter.otlp.gateway.input"],
    logs: ["otelcol.exporter.otlp.gateway.input"],
    traces: ["otelcol.exporter.loadbalancing.traces.input"],
  });
  return [...process(settings, wiring, "alloy-receiver"), ...received.blocks, balance, forward];
}
