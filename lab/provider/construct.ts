import * as grpc from "@grpc/grpc-js";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceRequest, type RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

/**
 * Registers the component of another package as itself and nothing below it: what a chart holds is known only to its
 * own plugin.
 */
export async function constructEmpty(request: ConstructRequest): Promise<resource.ConstructResponse> {
  const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
  const registration = new RegisterResourceRequest();
  registration.setType(request.getType());
  registration.setName(request.getName());
  registration.setParent(request.getParent());
  registration.setCustom(false);
  registration.setObject(request.getInputs());
  registration.setAcceptsecrets(true);
  const answer = await new Promise<RegisterResourceResponse>((resolve, reject) => {
    monitor.registerResource(registration, (error, response) => (error ? reject(error) : resolve(response)));
  });
  const response = new resource.ConstructResponse();
  response.setUrn(answer.getUrn());
  response.setState(request.getInputs());
  return response;
}
