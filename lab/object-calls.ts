import {
  ApiException,
  HttpMethod,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  type ResponseContext,
  type V1APIResource,
} from "@kubernetes/client-node";
import { Refusal } from "./refusal";

/** How an object is written. */
export interface Writing {
  /** What the API server is to call whoever writes. */
  readonly writer: string;
  /** Takes over fields that somebody else wrote, as a controller does with what is its own. */
  readonly force: boolean;
  /** Writes the status rather than the object. */
  readonly subresource?: "status";
}

/**
 * Calls on objects of any kind, which come and go as they are. The client's own models give some fields other names (the
 * "from" of a network policy, all that begins with "x-kubernetes-"), so an object that is read by them cannot be compared
 * with what was written, and one that is written by them lacks fields.
 */
export class ObjectCalls extends KubernetesObjectApi {
  async apply(object: KubernetesObject, { writer, force, subresource }: Writing): Promise<KubernetesObject> {
    const path = await this.specUriPath(object, "patch");
    const request = this.configuration.baseServer.makeRequestContext(
      subresource ? `${path}/${subresource}` : path,
      HttpMethod.PATCH,
    );
    request.setHeaderParam("Accept", "application/json");
    request.setHeaderParam("Content-Type", PatchStrategy.ServerSideApply);
    request.setQueryParam("fieldManager", writer);
    request.setQueryParam("force", String(force));
    request.setBody(JSON.stringify(object));
    return this.requestPromise(request);
  }

  /** Says of a kind that the cluster lacks what Pulumi's provider says. */
  protected override async resource(apiVersion: string, kind: string): Promise<V1APIResource> {
    const found = await super.resource(apiVersion, kind).catch((error: unknown) => {
      if (error instanceof ApiException && error.code === 404) return undefined;
      throw error;
    });
    if (!found) throw new Refusal(404, `no matches for kind "${kind}" in version "${apiVersion}"`);
    return found;
  }

  protected override async processResponse<T extends KubernetesObject>(
    response: ResponseContext,
    type?: string,
  ): Promise<T> {
    const isRefused = response.httpStatusCode < 200 || response.httpStatusCode > 299;
    return isRefused ? super.processResponse<T>(response, type) : (JSON.parse(await response.body.text()) as T);
  }
}
