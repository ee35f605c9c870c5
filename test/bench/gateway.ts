import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { decided, delivered } from "../backends/support/own-metrics";
import { plaintext, secure } from "../backends/support/otlp-grpc";
import { freePorts } from "../backends/support/ports";
import { Bench, type Program } from "../backends/support/program";
import { eventually } from "../backends/support/queries";
import { Rendered } from "../backends/support/rendered";
import { alloy } from "../backends/support/running";
import { type TlsFolder, tlsFolder } from "../backends/support/tls-folder";
import type { Tree } from "../../settings";
import { type Comparison, compare } from "./measure";
import { sendSpans, spanSize, spansPerRequest } from "./spans";

/** What a span costs that goes through the gateway, in time of a processor: what the machine does besides does not count. */

const requests = 600;
const spans = requests * spansPerRequest;

/** Takes spans from the client, hands them to the sink, and tells when all of them are through. */
interface Gateway {
  readonly program: Program;
  readonly send: (requests: number) => Promise<void>;
  readonly through: (spans: number) => Promise<unknown>;
}

const nobody = "127.0.0.1:1";

export async function gatewayComparisons(): Promise<Comparison[]> {
  const size = `spans of ${(spanSize / 1_000).toFixed(1)} KB`;
  const yardstick = { yardstick: `1,000 ${size} through a bare Alloy`, unit: "ms of a core" } as const;
  const bare = () => perThousand(bareGateway);
  return [
    await compare(
      { name: `1,000 ${size} through the gateway, TLS in and out`, goal: 6, ...yardstick },
      3,
      () => perThousand((bench) => ourGateway(bench, { mode: "all" })),
      bare,
    ),
    await compare(
      { name: `the same with tail sampling, a tenth kept`, goal: 6, ...yardstick },
      3,
      () => perThousand((bench) => ourGateway(bench, { mode: "tail", wait: "5s", ratio: 0.1 })),
      bare,
    ),
  ];
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

/** Alloy as staging has it, in one process: from a client that speaks TLS to a store that asks for a certificate. */
async function ourGateway(bench: Bench, sampling: Tree): Promise<Gateway> {
  const rendered = await Rendered.of("staging", { alloy: { replicas: 1 }, sampling });
  const tempo = await sink(bench, await tlsFolder(bench, rendered, "tempo"));
  const gateway = await alloy(bench, rendered, { services: { loki: nobody, mimir: nobody, tempo } });
  const credentials = await secure();
  return {
    program: gateway,
    send: (requests) => sendSpans(gateway.ports.otlpGrpc, credentials, requests),
    through: (count) =>
      sampling.mode === "tail"
        ? eventually(
            () => decided(gateway.page),
            (traces) => traces * 5 >= count,
          )
        : eventually(
            () => delivered(gateway.page),
            ({ sent }) => sent >= count,
          ),
  };
}

/** An Alloy that takes spans in and hands them on, and does nothing besides: no TLS, no queue on disk. */
async function bareGateway(bench: Bench): Promise<Gateway> {
  const next = await sink(bench);
  const { program, ports, page } = await plainAlloy(bench, "bare", (port) => ({
    receiver: `grpc {\n endpoint = "127.0.0.1:${port}"\n}`,
    exporter: `otelcol.exporter.otlp "out" {\n client {\n endpoint = "${next}"\n tls {\n insecure = true\n }\n }\n}`,
  }));
  return {
    program,
    send: (requests) => sendSpans(ports.otlpGrpc, plaintext, requests),
    through: (count) =>
      eventually(
        () => delivered(page),
        ({ sent }) => sent >= count,
      ),
  };
}

/** Where spans end: an Alloy that drops them. @param tls with which it serves those that have a certificate */
async function sink(bench: Bench, tls?: TlsFolder): Promise<string> {
  const file = (name: string) => join(tls?.path ?? "", name);
  const { ports } = await plainAlloy(bench, "sink", (port) => ({
    receiver: `grpc {
  endpoint = "127.0.0.1:${port}"
  ${tls ? `tls {\n cert_file = "${file("tls.crt")}"\n key_file = "${file("tls.key")}"\n client_ca_file = "${file("ca.crt")}"\n }` : ""}
}`,
  }));
  return `127.0.0.1:${ports.otlpGrpc}`;
}

interface Blocks {
  readonly receiver: string;
  /** Named "out"; what comes in is dropped where there is none. */
  readonly exporter?: string;
}

async function plainAlloy(bench: Bench, name: string, blocks: (port: number) => Blocks) {
  const ports = await freePorts("http", "otlpGrpc");
  const { receiver, exporter } = blocks(ports.otlpGrpc);
  const to = exporter === undefined ? "" : "otelcol.exporter.otlp.out.input";
  const configFile = join(bench.folder, `${name}.alloy`);
  writeFileSync(
    configFile,
    `otelcol.receiver.otlp "in" {\n ${receiver}\n output {\n traces = [${to}]\n }\n}\n${exporter ?? ""}`,
  );
  const page = `http://127.0.0.1:${ports.http}`;
  const program = await bench.start(name, "alloy", {
    args: [
      "run",
      configFile,
      `--server.http.listen-addr=127.0.0.1:${ports.http}`,
      `--storage.path=${join(bench.folder, name)}`,
      "--disable-reporting",
    ],
    ready: `${page}/-/ready`,
  });
  return { program, ports, page };
}
