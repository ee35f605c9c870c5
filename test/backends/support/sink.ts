import { experimental, type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { BinaryReader } from "google-protobuf";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./ports";
import type { TlsFolder } from "./tls-folder";

/** A span that arrived. */
export interface Arrived {
  readonly tenant: string;
  readonly trace: string;
  readonly id: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly resource: Readonly<Record<string, string>>;
}

/**
 * Takes spans in as Tempo does, over OTLP and gRPC, and keeps them for a test to count.
 *
 * @param tls what proves who it is; with it, it answers nobody who has no certificate
 */
export async function sink(tls?: TlsFolder) {
  const port = await freePort();
  const spans: Arrived[] = [];
  let server = await listen(port, spans, tls);
  return {
    address: `127.0.0.1:${port}`,
    spans,
    stop: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
    startAgain: async () => {
      server = await listen(port, spans, tls);
    },
  };
}

async function listen(port: number, spans: Arrived[], tls?: TlsFolder): Promise<Server> {
  const server = new Server({ "grpc.max_receive_message_length": 16 * 2 ** 20 });
  server.addService(
    {
      Export: {
        path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        requestStream: false,
        responseStream: false,
        requestSerialize: (bytes: Buffer) => bytes,
        requestDeserialize: (bytes: Buffer) => bytes,
        responseSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    },
    {
      Export: (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) => {
        spans.push(...decoded(call.request, String(call.metadata.get("x-scope-orgid")[0] ?? "")));
        callback(null, Buffer.alloc(0));
      },
    },
  );
  await promisify(server.bindAsync.bind(server))(
    `127.0.0.1:${port}`,
    tls ? mutual(tls) : ServerCredentials.createInsecure(),
  );
  return server;
}

/** Files are read again every second, as Tempo does it every minute. */
function mutual({ path }: TlsFolder): ServerCredentials {
  const files = new experimental.FileWatcherCertificateProvider({
    certificateFile: join(path, "tls.crt"),
    privateKeyFile: join(path, "tls.key"),
    caCertificateFile: join(path, "ca.crt"),
    refreshIntervalMs: 1_000,
  });
  return experimental.createCertificateProviderServerCredentials(files, files, true);
}

type Fields = ReadonlyMap<number, readonly Uint8Array[]>;

/**
 * The fields of a message that are messages, texts or bytes themselves, by number; numbers are passed by. That is all
 * that is needed of OTLP here.
 */
function fields(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes);
  const found = new Map<number, Uint8Array[]>();
  while (reader.nextField() && !reader.isEndGroup()) {
    if (!reader.isDelimited()) {
      reader.skipField();
      continue;
    }
    const number = reader.getFieldNumber();
    found.set(number, [...(found.get(number) ?? []), reader.readBytes()]);
  }
  return found;
}

const messages = (from: Fields, number: number): Fields[] => (from.get(number) ?? []).map(fields);
const text = (from: Fields, number: number): string => Buffer.from(from.get(number)?.[0] ?? []).toString();
const hex = (from: Fields, number: number): string => Buffer.from(from.get(number)?.[0] ?? []).toString("hex");

/** Attributes that are texts. */
const attributes = (from: Fields, number: number): Record<string, string> =>
  Object.fromEntries(
    messages(from, number).map((pair) => [text(pair, 1), messages(pair, 2).map((value) => text(value, 1))[0] ?? ""]),
  );

/** opentelemetry/proto/collector/trace/v1: request > resource spans > scope spans > spans. */
const decoded = (request: Uint8Array, tenant: string): Arrived[] =>
  messages(fields(request), 1).flatMap((resourceSpans) => {
    const resource = messages(resourceSpans, 1).map((found) => attributes(found, 1))[0] ?? {};
    return messages(resourceSpans, 2).flatMap((scopeSpans) =>
      messages(scopeSpans, 2).map((span) => ({
        tenant,
        trace: hex(span, 1),
        id: hex(span, 2),
        name: text(span, 5),
        attributes: attributes(span, 9),
        resource,
      })),
    );
  });
