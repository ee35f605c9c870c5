import * as grpc from "@grpc/grpc-js";
import * as resource from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { dependencies } from "../../package.json";
import { type LiveObject, type ObjectKey } from "../api-server";
import { asLive, changes, isRenamed } from "./difference";
import { InitFailure, withInitFailure } from "./init-failure";
import type { ObjectStore } from "./objects";
import { unknownWait } from "./wait-for";

/** The engine asks for the version that the program's SDK names. */
const version = dependencies["@pulumi/kubernetes"];

/**
 * The part of Pulumi's provider protocol that the stack needs; what is missing answers "unimplemented".
 *
 * @param context the one that a stack must name; any, where there is none
 * @param acceptsSecrets whether secrets come marked as such: who constructs components must take them so
 */
export function service(
  objects: ObjectStore,
  { context, acceptsSecrets = false }: { context?: string; acceptsSecrets?: boolean },
): grpc.UntypedServiceImplementation {
  let mutableConfigMaps = false;

  const rpcs = {
    checkConfig: (request: resource.CheckRequest) => Promise.resolve(accepted(request)),

    diffConfig: () => Promise.resolve(new resource.DiffResponse()),

    configure(request: resource.ConfigureRequest) {
      const given = request.getArgs()?.toJavaScript() ?? {};
      if (context !== undefined && given.context !== context) {
        const found = JSON.stringify(given.context);
        throw new Error(`the lab's stand-in provider works on the context ${context} only, not on ${found}`);
      }
      mutableConfigMaps = given.enableConfigMapMutable === true || given.enableConfigMapMutable === "true";
      const response = new resource.ConfigureResponse();
      response.setSupportspreview(true);
      response.setAcceptsecrets(acceptsSecrets);
      return Promise.resolve(response);
    },

    check(request: resource.CheckRequest) {
      const response = accepted(request);
      const { metadata } = inputsOf(request.getNews());
      const noName = "the lab's stand-in provider makes up no names: set metadata.name";
      const wait = unknownWait(metadata?.annotations);
      response.setFailuresList([
        ...(metadata?.name ? [] : [failure("metadata.name", noName)]),
        ...(wait ? [failure("metadata.annotations", wait)] : []),
      ]);
      return Promise.resolve(response);
    },

    diff(request: resource.DiffRequest) {
      const found = changes(inputsOf(request.getOldInputs()), inputsOf(request.getNews()), mutableConfigMaps);
      const { DiffChanges } = resource.DiffResponse;
      const response = new resource.DiffResponse();
      response.setChanges(found.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
      response.setDiffsList([...new Set(found.map(({ path }) => path.split(/[.[]/)[0]))]);
      response.setReplacesList(found.filter(({ replaces }) => replaces).map(({ path }) => path));
      // An object of the same name must make room first.
      response.setDeletebeforereplace(!isRenamed(found));
      response.setHasdetaileddiff(true);
      for (const change of found) {
        const detail = new resource.PropertyDiff();
        const { Kind } = resource.PropertyDiff;
        const kind = { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE }[change.kind];
        // Each kind is followed by its replacing twin.
        detail.setKind(kind + (change.replaces ? 1 : 0));
        detail.setInputdiff(true);
        response.getDetaileddiffMap().set(change.path, detail);
      }
      return Promise.resolve(response);
    },

    async create(request: resource.CreateRequest) {
      const inputs = inputsOf(request.getProperties());
      const response = new resource.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(request.getProperties());
        return response;
      }
      const live = await withInitFailure(idOf(inputs), struct(inputs), () =>
        objects.create(inputs, request.getTimeout()),
      );
      response.setId(idOf(inputs));
      response.setProperties(outputs(inputs, live));
      return response;
    },

    async update(request: resource.UpdateRequest) {
      const inputs = inputsOf(request.getNews());
      const response = new resource.UpdateResponse();
      if (request.getPreview()) {
        response.setProperties(request.getNews());
        return response;
      }
      const live = await withInitFailure(idOf(inputs), struct(inputs), () =>
        objects.update(inputs, request.getTimeout()),
      );
      response.setProperties(outputs(inputs, live));
      return response;
    },

    async read(request: resource.ReadRequest) {
      const inputs = inputsOf(request.getInputs() ?? request.getProperties());
      const live = await objects.read(inputs);
      const response = new resource.ReadResponse();
      // Without an id the engine takes the object for gone.
      if (!live) return response;
      const now = asLive(inputs, live) as Inputs;
      response.setId(request.getId());
      response.setInputs(struct(now));
      response.setProperties(outputs(now, live));
      return response;
    },

    async delete(request: resource.DeleteRequest) {
      await objects.delete(inputsOf(request.getProperties()), request.getTimeout());
      return new Empty();
    },

    getPluginInfo() {
      const info = new PluginInfo();
      info.setVersion(version);
      return Promise.resolve(info);
    },

    attach: () => Promise.resolve(new Empty()),

    cancel: () => Promise.resolve(new Empty()),
  };
  return Object.fromEntries(Object.entries(rpcs).map(([name, rpc]) => [name, unary(rpc as Rpc<unknown>)]));
}

type Inputs = ObjectKey & Readonly<Record<string, unknown>>;
type Rpc<Request> = (request: Request) => Promise<unknown>;

/** Turns what a handler throws into the error of the call; the engine prints its message. */
export const unary =
  <Request>(rpc: Rpc<Request>): grpc.handleUnaryCall<Request, unknown> =>
  (call, callback) => {
    Promise.resolve()
      .then(() => rpc(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback(
            error instanceof InitFailure
              ? error.status
              : { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) },
          ),
      );
  };

function accepted(request: resource.CheckRequest): resource.CheckResponse {
  const response = new resource.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function failure(property: string, reason: string): resource.CheckFailure {
  const failure = new resource.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

const inputsOf = (properties: Struct | undefined): Inputs => (properties?.toJavaScript() ?? {}) as unknown as Inputs;

const struct = (value: object): Struct => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

/** What the stack's state keeps of an object: the inputs, and the uid that tells it from a later namesake. */
const outputs = (inputs: Inputs, live: LiveObject): Struct =>
  struct({ ...inputs, metadata: { ...inputs.metadata, uid: live.metadata?.uid } });

/** "namespace/name", as the real provider has it. */
const idOf = ({ metadata: { name, namespace } }: Inputs): string => (namespace ? `${namespace}/${name}` : name);
