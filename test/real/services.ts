import { eventually } from "../lab/lab";
import type { Request } from "./client";
import { ask, kubectl } from "./real-lab";

/** Where each Service of a stack is asked, by its name. */
const ports = { otlp: 4318, alloy: 12345, loki: 3100, mimir: 8080, tempo: 3200 } as const;
export type ServiceName = keyof typeof ports;

export interface Stream {
  readonly stream: Readonly<Record<string, string>>;
  /** Time and line. */
  readonly values: readonly [string, string][];
}
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  /** Time and value. */
  readonly value: [number, string];
}
interface Attribute {
  readonly key: string;
  readonly value: unknown;
}

/** A stack's Services, asked from within the node's network as a pod would. */
export class Services {
  /**
   * @param secure by TLS, with the certificate that Alloy has
   * @param tenant as X-Scope-OrgID has it
   */
  constructor(
    readonly namespace: string,
    private readonly options: { readonly secure?: boolean; readonly tenant?: string } = {},
  ) {}

  request(service: ServiceName, path: string, more: Partial<Request> = {}): Request {
    const { secure, tenant } = this.options;
    const address = `${addressOf(this.namespace, service)}:${ports[service]}`;
    return {
      url: `${secure ? "https" : "http"}://${address}${path}`,
      ...(tenant === undefined ? {} : { headers: { "X-Scope-OrgID": tenant } }),
      ...(secure
        ? { tls: { ...certificateIn(this.namespace, "alloy-tls"), servername: `${service}.${this.namespace}.svc` } }
        : {}),
      ...more,
    };
  }

  /** Sends bodies by OTLP, each to where its signal goes. @returns the status of each answer, or why there was none */
  send(...bodies: readonly object[]): (number | string)[] {
    const signals = { resourceSpans: "traces", resourceMetrics: "metrics", resourceLogs: "logs" } as const;
    const requests = bodies.map((body) => {
      const signal = signals[Object.keys(body)[0] as keyof typeof signals];
      return this.request("otlp", `/v1/${signal}`, { method: "POST", body });
    });
    return ask(...requests).map(({ status, body }) => status || body);
  }

  /** Streams of the last hour that fit a query, 5000 lines of each at most; none while Loki does not answer 200. */
  streams(...queries: string[]): Stream[] {
    const path = "/loki/api/v1/query_range?limit=5000&since=1h&query=";
    return this.results<Stream>("loki", path, queries);
  }

  lines = (...queries: string[]): string[] =>
    this.streams(...queries).flatMap(({ values }) => values.map(([, line]) => line));

  /** Samples of now that fit a query; none while Mimir does not answer 200. */
  samples(query: string): Sample[] {
    return this.results<Sample>("mimir", "/prometheus/api/v1/query?query=", [query]);
  }

  /** Values of all samples of the last hour of the series that a selector names; none while Mimir does not answer 200. */
  values(selector: string): string[] {
    const path = "/prometheus/api/v1/query?query=";
    return this.results<{ values: [number, string][] }>("mimir", path, [`${selector}[1h]`]).flatMap(({ values }) =>
      values.map(([, value]) => value),
    );
  }

  /** Ids of the newest traces of a service; none while the trace store does not answer 200. */
  traceIds(service: string): string[] {
    const [{ status, body }] = ask(
      this.request("tempo", `/api/search?limit=100000&tags=${encodeURIComponent(`service.name=${service}`)}`),
    );
    if (status !== 200) return [];
    return (JSON.parse(body) as { traces: { traceID: string }[] }).traces.map(({ traceID }) => traceID);
  }

  /** Attributes of the resources of a trace; none while the trace store does not know it. */
  resources(traceId: string): Attribute[][] {
    const [{ status, body }] = ask(this.request("tempo", `/api/traces/${traceId}`));
    if (status !== 200) return [];
    const { batches } = JSON.parse(body) as { batches: { resource: { attributes: Attribute[] } }[] };
    return batches.map(({ resource }) => resource.attributes);
  }

  private results<T>(service: ServiceName, path: string, queries: readonly string[]): T[] {
    return ask(...queries.map((query) => this.request(service, path + encodeURIComponent(query))))
      .filter(({ status }) => status === 200)
      .flatMap(({ body }) => (JSON.parse(body) as { data: { result: T[] } }).data.result);
  }
}

/** What a reader of answers finds once it finds anything. */
export const found = <T>(look: () => T[]): Promise<T[]> => eventually(look, (seen) => seen.length > 0, 90);

/** Address of a Service within the cluster. */
const addressOf = (namespace: string, service: string): string =>
  kubectl("get", "service", service, "--namespace", namespace, "--output", "jsonpath={.spec.clusterIP}");

/** A certificate of the stack, its key and its authority, as a pod has them mounted. */
export function certificateIn(namespace: string, secret: string): { ca: string; cert: string; key: string } {
  const { data } = JSON.parse(kubectl("get", "secret", secret, "--namespace", namespace, "--output", "json")) as {
    data: Record<string, string>;
  };
  const text = (file: string) => Buffer.from(data[file], "base64").toString();
  return { ca: text("ca.crt"), cert: text("tls.crt"), key: text("tls.key") };
}
