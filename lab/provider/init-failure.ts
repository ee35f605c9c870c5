import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { NotReady } from "./objects";

/** An object that is there but not up: the engine keeps it in its state and says so. */
export class InitFailure extends Error {
  constructor(
    message: string,
    readonly status: grpc.ServiceError,
  ) {
    super(message);
  }
}

/** Does the work on an object; where it is made but does not get ready, throws an InitFailure with what is there. */
export async function withInitFailure<T>(id: string, inputs: Struct, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof NotReady ? initFailure(id, inputs, error.message) : error;
  }
}

/** The engine reads the details from a gRPC trailer. */
function initFailure(id: string, inputs: Struct, message: string): InitFailure {
  const detail = new ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(inputs);
  detail.setInputs(inputs);
  detail.setReasonsList([message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  const code = grpc.status.UNKNOWN;
  return new InitFailure(message, { name: "InitFailure", message, code, details: message, metadata });
}
