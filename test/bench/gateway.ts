import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { programPath } from "../../lab/tools";
import { decided, delivered } from "../backends/support/own-metrics";
import { plaintext, secure } from "../backends/support/otlp-grpc";
import { freePorts } from "../backends/support/ports";
import { Bench, type Program } from "../backends/support/program";
import { eventually } from "../backends/support/queries";
import { Rendered } from "../backends/support/rendered";
import { alloy, backend } from "../backends/support/running";
import type { Tree } from "../../settings";
import { compare } from "./measure";
import type { Group, Row } from "./runner";
import { sendSpans, spanSize, spansPerRequest, spansPerTrace } from "./spans";

/** What a span costs that goes through the gateway, in time of a processor: what the machine does besides does not count. */

const requests = 600;
const spans = requests * spansPerRequest;

const size = `spans of ${(spanSize / 1_000).toFixed(1)} KB`;

export const gateway: Group = {
  name: "gateway",
  tools: () => ["alloy", "trace-sink"],
  setUp: () => Promise.resolve(),
  rows: [
    row("gateway-tls", `1,000 ${size} through the gateway, TLS in and out`, { mode: "all" }),
    row("gateway-tail", "the same with tail sampling, a tenth kept", { mode: "tail", wait: "5s", ratio: 0.1 }),
  ],
};

function row(name: string, what: string, sampling: Tree): Row<unknown> {
  const about = { name: what, yardstick: `1,000 ${size} through a bare Alloy`, goal: 6, unit: "ms of a core" };
  return {
    name,
    measure: () =>
      compare(
        about,
        3,
        () => perThousand((bench) => ourGateway(bench, sampling)),
        () => perThousand(bareGateway),
      ),
  };
}

/** Takes spans from the client, hands them to the sink, and tells when all of them are through. */
interface Gateway {
  readonly program: Program;
  readonly send: (requests: number) => Promise<void>;
  readonly through: (spans: number) => Promise<void>;
}

/** Milliseconds of processor time for each thousand spans. A run before that does not count: what is loaded once is. */
async function perThousand(start: (bench: Bench) => Promise<Gateway>): Promise<number> {
  const bench = new Bench();
  try {
    const { program, send, through } = await start(bench);
    await send(requests / 10);
    await through(spans / 10);
    const before = program.processorTime();
    await send(requests);
    await through(spans + spans / 10);
    return (program.processorTime() - before) / (spans / 1_000);
  } finally {
    await bench.clear();
  }
}

const untilSent = (page: string) => untilCount("sent on", async () => (await delivered(page)).sent);
const untilDecided = (page: string) => untilCount("sampled", async () => spansPerTrace * (await decided(page)));

const untilCount = (what: string, look: () => Promise<number>) => async (wanted: number) => {
  const count = await eventually(look, (count) => count >= wanted, 120);
  if (count < wanted) throw new Error(`after two minutes ${count} spans of ${wanted} were ${what}`);
};

const nobody = "127.0.0.1:1";

/** Alloy as staging has it, in one process: from a client that speaks TLS to a store that asks for a certificate. */
async function ourGateway(bench: Bench, sampling: Tree): Promise<Gateway> {
  const rendered = await Rendered.of("staging", { alloy: { replicas: 1 }, sampling });
  const tempo = await sink(bench, rendered);
  const gateway = await alloy(bench, rendered, { services: { loki: nobody, mimir: nobody, tempo } });
  const credentials = await secure();
  return {
    program: gateway,
    send: (requests) => sendSpans(gateway.ports.otlpGrpc, credentials, requests),
    through: sampling.mode === "tail" ? untilDecided(gateway.page) : untilSent(gateway.page),
  };
}

/** An Alloy that takes spans in and hands them on, and does nothing besides: no TLS, no queue on disk. */
async function bareGateway(bench: Bench): Promise<Gateway> {
  const next = await sink(bench, await Rendered.of("dev"));
  const ports = await freePorts("http", "otlpGrpc");
  const configFile = join(bench.folder, "bare.alloy");
  writeFileSync(
    configFile,
    `
otelcol.receiver.otlp "in" {
  grpc {
    endpoint = "127.0.0.1:${ports.otlpGrpc}"
  }
  output {
    traces = [otelcol.exporter.otlp.out.input]
  }
}
otelcol.exporter.otlp "out" {
  client {
    endpoint = "${next}"
    tls {
      insecure = true
    }
  }
}
`,
  );
  const page = `http://127.0.0.1:${ports.http}`;
  const program = await bench.start("bare", "alloy", {
    args: [
      "run",
      configFile,
      `--server.http.listen-addr=127.0.0.1:${ports.http}`,
      `--storage.path=${join(bench.folder, "bare")}`,
      "--disable-reporting",
    ],
    ready: `${page}/-/ready`,
  });
  return {
    program,
    send: (requests) => sendSpans(ports.otlpGrpc, plaintext, requests),
    through: untilSent(page),
  };
}

/** Where spans end: the lab's stand-in for Tempo, with the configuration that Tempo has. */
async function sink(bench: Bench, rendered: Rendered): Promise<string> {
  const [{ address }] = await backend(bench, rendered, "tempo", { program: programPath("trace-sink", "trace-sink") });
  return address;
}
