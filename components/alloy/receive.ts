import type { Port, Workload } from "../wiring";
import { type Inputs, output, type Stage, through } from "./stage";
import type { Block } from "./syntax";
import { receiverTls } from "./tls";

/** Takes in OTLP over gRPC and HTTP; when memory runs short it answers "try again", and the sender keeps what it has. */
export function receive({ ports }: Workload, next: Inputs): Stage {
  const limiter = through(
    {
      block: "otelcol.processor.memory_limiter",
      label: "all",
      attributes: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
    },
    next,
  );
  const receiver = {
    block: "otelcol.receiver.otlp",
    label: "in",
    blocks: [
      {
        block: "grpc",
        attributes: { endpoint: `0.0.0.0:${ports["otlp-grpc"].number}` },
        blocks: [
          {
            block: "keepalive",
            blocks: [
              {
                block: "server_parameters",
                // A sender stays with the replica it met first until its connection ends.
                attributes: { max_connection_age: "5m", max_connection_age_grace: "30s" },
              },
            ],
          },
          ...receiverTls(ports["otlp-grpc"]),
        ],
      },
      // Behind another tier nobody speaks it.
      ...("otlp-http" in ports ? [http(ports["otlp-http"])] : []),
      output(limiter.inputs),
    ],
  };
  return { blocks: [receiver, ...limiter.blocks], inputs: limiter.inputs };
}

const http = (port: Port): Block => ({
  block: "http",
  attributes: { endpoint: `0.0.0.0:${port.number}` },
  blocks: receiverTls(port),
});
