import type { Workload } from "../wiring";
import { type Inputs, output, type Stage, through } from "./stage";

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
        ],
      },
      { block: "http", attributes: { endpoint: `0.0.0.0:${ports["otlp-http"].number}` } },
      output(limiter.inputs),
    ],
  };
  return { blocks: [receiver, ...limiter.blocks], inputs: limiter.inputs };
}
