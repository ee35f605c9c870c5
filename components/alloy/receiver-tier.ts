import type { Settings } from "../../settings";
import { address, connection, host, type Wiring, workload } from "../wiring";
import { logging } from "./pipeline";
import { receive } from "./receive";
import type { Block } from "./syntax";

/** Nothing is kept here: what the next tier cannot take now, the sender hears of, and keeps. */
const off = { enabled: false };
const insecure: Block = { block: "tls", attributes: { insecure: true } };

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
              { block: "client", blocks: [insecure] },
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
      { block: "client", attributes: { endpoint: address(others) }, blocks: [insecure] },
      { block: "sending_queue", attributes: off },
      { block: "retry_on_failure", attributes: off },
    ],
  };
  const received = receive(workload(wiring, "alloy-receiver"), {
    metrics: ["otelcol.exporter.otlp.gateway.input"],
    logs: ["otelcol.exporter.otlp.gateway.input"],
    traces: ["otelcol.exporter.loadbalancing.traces.input"],
  });
  return [logging(settings), ...received.blocks, balance, forward];
}
