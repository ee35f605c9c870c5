import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { service } from "./service";

/**
 * A stand-in for the Kubernetes provider plugin, for machines on which that cannot be had. It applies objects to the
 * lab's API server and waits for them; it has no Helm, no YAML files, no server-side dry run and no default names.
 */
export interface Provider {
  /** Loopback port, for PULUMI_DEBUG_PROVIDERS. */
  readonly port: number;
  stop(): void;
}

/** @param context the one kubeconfig context that it works on: the lab's */
export async function startProvider(kubeconfig: string, context: string): Promise<Provider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, service(kubeconfig, context));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}
