import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client, type ChannelCredentials } from "@grpc/grpc-js";
import { BinaryWriter } from "google-protobuf";

/** Spans as an application sends them, over gRPC, as quickly as they are taken. */

export const spansPerTrace = 5;
const tracesPerRequest = 20;
export const spansPerRequest = spansPerTrace * tracesPerRequest;

/** What a span of a web service says of itself, about 1.9 KB; every span says the same. */
const attributes: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 18 }, (_, number) => [`http.detail.${number}`, `/orders/${number}/`.padEnd(80, "items")]),
);

const sender = { "service.name": "shop", "service.version": "1.2.3" };

type Attributes = Readonly<Record<string, string>>;

/** opentelemetry/proto/common/v1: key-value pairs as field `field` of the message that is being written. */
function writeAttributes(writer: BinaryWriter, field: number, pairs: Attributes): void {
  for (const [key, text] of Object.entries(pairs)) {
    writer.writeMessage(field, {}, () => {
      writer.writeString(1, key);
      writer.writeMessage(2, {}, () => writer.writeString(1, text));
    });
  }
}

/** The part of a span that all have in common. */
const common = (() => {
  const writer = new BinaryWriter();
  writer.writeString(5, "GET /orders");
  writeAttributes(writer, 9, attributes);
  return writer.getResultBuffer();
})();

/** Bytes of one span as it is sent. */
export const spanSize = request().length / spansPerRequest;

/** opentelemetry/proto/collector/trace/v1: request > resource spans > scope spans > span, with IDs that nobody has had. */
function request(): Buffer {
  const writer = new BinaryWriter();
  const now = BigInt(Date.now()) * 1_000_000n;
  const span = (trace: Uint8Array) => () => {
    writer.writeBytes(1, trace);
    writer.writeBytes(2, randomBytes(8));
    writer.writeFixed64String(7, String(now - 5_000_000n));
    writer.writeFixed64String(8, String(now));
    writer.writeSerializedMessage(common, 0, common.length);
  };
  writer.writeMessage(1, {}, () => {
    writer.writeMessage(1, {}, () => writeAttributes(writer, 1, sender));
    writer.writeMessage(2, {}, () => {
      for (let trace = 0; trace < tracesPerRequest; trace++) {
        const id = randomBytes(16);
        for (let n = 0; n < spansPerTrace; n++) writer.writeMessage(2, {}, span(id));
      }
    });
  });
  return Buffer.from(writer.getResultBuffer());
}

/**
 * Sends so many requests, eight at a time; what is refused is sent again until it is taken.
 *
 * @throws Error when one is refused for a minute
 */
export async function sendSpans(port: number, as: ChannelCredentials, requests: number): Promise<void> {
  const client = new Client(`127.0.0.1:${port}`, as, { "grpc.ssl_target_name_override": "localhost" });
  const call = promisify((body: Buffer, done: (error: Error | null) => void) =>
    client.makeUnaryRequest(
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
      (bytes: Buffer) => bytes,
      (bytes) => bytes,
      body,
      done,
    ),
  );
  let left = requests;
  const sendSome = async () => {
    while (left-- > 0) await untilTaken(call, request());
  };
  try {
    await Promise.all(Array.from({ length: 8 }, sendSome));
  } finally {
    client.close();
  }
}

async function untilTaken(call: (body: Buffer) => Promise<void>, body: Buffer): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await call(body);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
