import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { constructEmpty } from "./construct";
import { ClusterObjects, noCluster } from "./objects";
import { service, unary } from "./service";

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
export const startProvider = (kubeconfig: string, context: string): Promise<Provider> =>
  listen(service(new ClusterObjects(kubeconfig), { context }));

/** One that works on nothing, for the engine to plan against, and stands in for the packages of charts as well. */
export const startProviderWithoutCluster = (): Promise<Provider> =>
  listen({ ...service(noCluster, { acceptsSecrets: true }), construct: unary(constructEmpty) });

async function listen(handlers: grpc.UntypedServiceImplementation): Promise<Provider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}
