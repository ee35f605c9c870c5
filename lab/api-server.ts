import { readFileSync } from "node:fs";
import { Agent, type AgentOptions } from "node:https";
import {
  ApiException,
  Health,
  KubeConfig,
  type KubernetesObject,
  type KubernetesObjectApi,
  type RequestContext,
} from "@kubernetes/client-node";
import { ObjectCalls } from "./object-calls";
import { Refusal } from "./refusal";

/** What the API server calls whoever wrote a field: everything the lab and its stand-in provider apply. */
const fieldManager = "mop-lab";

/** Which object is meant. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
}

/** An object as the API server returns it. */
export type LiveObject = KubernetesObject & { readonly spec?: unknown; readonly status?: unknown };

/** A kubeconfig with client certificates whose connections are kept: a handshake per call takes longer than the call. */
class KeepingConnections extends KubeConfig {
  private agent?: Agent;

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    if (!this.agent) {
      const options: AgentOptions = {};
      await this.applyToHTTPSOptions(options);
      this.agent = new Agent({ ...options, keepAlive: true });
    }
    context.setAgent(this.agent);
  }
}

/** The few calls that the lab makes to a Kubernetes API server. */
export class ApiServer {
  private readonly config = new KeepingConnections();
  private readonly objects: ObjectCalls;

  /** @param writer what the API server is to call whoever writes through this */
  constructor(
    kubeconfig: string,
    private readonly writer = fieldManager,
  ) {
    this.config.loadFromString(readFileSync(kubeconfig, "utf8"));
    this.objects = this.config.makeApiClient(ObjectCalls);
  }

  /** Whether the server says that it is ready; false as well when nothing answers. */
  async isReady(): Promise<boolean> {
    try {
      return await new Health(this.config).readyz({});
    } catch {
      return false;
    }
  }

  /**
   * Creates or changes an object so that it has the given fields.
   *
   * @param force takes over fields that somebody else wrote, as a controller does with what is its own
   * @throws Refusal
   */
  apply(object: ObjectKey, force = false): Promise<LiveObject> {
    return this.call(() => this.objects.apply(object, { writer: this.writer, force }));
  }

  /** Sets an object's status, which is its controller's alone. @throws Refusal */
  applyStatus(object: ObjectKey & { readonly status: object }): Promise<LiveObject> {
    return this.call(() => this.objects.apply(object, { writer: this.writer, force: true, subresource: "status" }));
  }

  /** The object, or undefined when there is none. @throws Refusal */
  async read(key: ObjectKey): Promise<LiveObject | undefined> {
    try {
      return await this.call(() => this.objects.read<LiveObject>(key as Parameters<KubernetesObjectApi["read"]>[0]));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(apiVersion: string, kind: string, namespace?: string, labelSelector?: string): Promise<LiveObject[]> {
    const { items } = await this.call(() =>
      this.objects.list<LiveObject>(
        apiVersion,
        kind,
        namespace,
        undefined,
        undefined,
        undefined,
        undefined,
        labelSelector,
      ),
    );
    return items;
  }

  /** Starts the removal of an object and what it owns. Nothing happens when there is none. @throws Refusal */
  async delete(key: ObjectKey): Promise<void> {
    try {
      await this.call(() =>
        this.objects.delete(key as KubernetesObject, undefined, undefined, undefined, undefined, "Foreground"),
      );
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 404)) throw error;
    }
  }

  private async call<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ApiException) throw new Refusal(error.code, message(error));
      throw error;
    }
  }
}

/** Whether the lab wrote any field of an object: then it was made by an earlier run, not by somebody else. */
export const isOurs = ({ metadata }: LiveObject): boolean =>
  (metadata?.managedFields ?? []).some(({ manager }) => manager === fieldManager);

function message({ body, code }: ApiException<unknown>): string {
  const status: unknown = typeof body === "string" ? parsed(body) : body;
  const text = typeof status === "object" && status !== null && "message" in status ? status.message : body;
  return typeof text === "string" ? text : `the API server answered ${code}`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
