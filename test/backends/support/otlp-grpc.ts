import { Client, type ChannelCredentials, credentials, Metadata, status } from "@grpc/grpc-js";
import { BinaryWriter } from "google-protobuf";
import type { Caller } from "./handshake";
import { ours } from "./authority";
import type { Span } from "./otlp";

/** OTLP as OBI and most applications send it, over gRPC. */

/** opentelemetry/proto/collector/trace/v1: request > resource spans > scope spans > span, with what a span must have. */
function request({ trace, id, name = "work" }: Span): Uint8Array {
  const writer = new BinaryWriter();
  const message = (field: number, write: () => void) => writer.writeMessage(field, {}, write);
  const now = BigInt(Date.now()) * 1_000_000n;
  message(1, () =>
    message(2, () =>
      message(2, () => {
        writer.writeBytes(1, Buffer.from(trace, "hex"));
        writer.writeBytes(2, Buffer.from(id, "hex"));
        writer.writeString(5, name);
        writer.writeFixed64String(7, String(now - 5_000_000n));
        writer.writeFixed64String(8, String(now));
      }),
    ),
  );
  return writer.getResultBuffer();
}

/** Trusts the authority of the stacks. @param shown who it is; without it, it has no certificate to show */
export const secure = async ({ "tls.key": key, "tls.crt": crt }: Caller = {}): Promise<ChannelCredentials> =>
  credentials.createSsl(
    Buffer.from((await ours).certificate),
    key === undefined ? null : Buffer.from(key),
    crt === undefined ? null : Buffer.from(crt),
  );

export const plaintext = credentials.createInsecure();

/**
 * Sends a span to a port of this machine, and tells the status of the answer: "OK", "UNAVAILABLE" and so on.
 *
 * @param tenant whose it is, for who has to be told; Alloy works it out
 */
export async function sendByGrpc(port: number, as: ChannelCredentials, span: Span, tenant?: string): Promise<string> {
  const metadata = new Metadata();
  if (tenant !== undefined) metadata.set("x-scope-orgid", tenant);
  // An address is no name to ask for.
  const client = new Client(`127.0.0.1:${port}`, as, { "grpc.ssl_target_name_override": "localhost" });
  try {
    return await new Promise((resolve) => {
      client.makeUnaryRequest(
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        (bytes: Buffer) => bytes,
        (bytes) => bytes,
        Buffer.from(request(span)),
        metadata,
        { deadline: Date.now() + 5_000 },
        (error) => resolve(status[error?.code ?? status.OK]),
      );
    });
  } finally {
    client.close();
  }
}
