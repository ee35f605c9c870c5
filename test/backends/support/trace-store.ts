import { onPath } from "../../../lab/tools";
import type { Bench } from "./program";
import type { Rendered } from "./rendered";
import { backend } from "./running";
import { type Arrived, sink } from "./sink";

/** Where traces end, and can be asked for by tenant and ID. */
export interface TraceStore {
  readonly address: string;
  readonly trace: (tenant: string, id: string) => Promise<readonly Found[]>;
}

export type Found = Pick<Arrived, "name" | "attributes" | "resource">;

/** Tempo with the configuration that was generated for it, where there is one; no Go module has it. */
export async function traceStore(bench: Bench, rendered: Rendered): Promise<TraceStore> {
  if (onPath("tempo") !== undefined) {
    const [tempo] = await backend(bench, rendered, "tempo");
    return { address: tempo.address, trace: (tenant, id) => ofTempo(tempo.url, tenant, id) };
  }
  process.stdout.write("Tempo: not on this machine, an OTLP sink stands in\n");
  const { address, spans, stop } = await sink();
  bench.uses(stop);
  const trace = (tenant: string, id: string) =>
    Promise.resolve(
      spans
        .filter((span) => span.tenant === tenant && span.trace === id)
        .map(({ name, attributes, resource }) => ({ name, attributes, resource })),
    );
  return { address, trace };
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface Answer {
  readonly trace?: {
    readonly resourceSpans?: readonly {
      readonly resource: { readonly attributes: readonly KeyValue[] };
      readonly scopeSpans: readonly {
        readonly spans: readonly { readonly name: string; readonly attributes?: readonly KeyValue[] }[];
      }[];
    }[];
  };
}

async function ofTempo(url: string, tenant: string, id: string): Promise<Found[]> {
  const response = await fetch(`${url}/api/v2/traces/${id}`, {
    headers: { "X-Scope-OrgID": tenant },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return [];
  const { trace } = (await response.json()) as Answer;
  const texts = (attributes: readonly KeyValue[] = []) =>
    Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? ""]));
  return (trace?.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, attributes }) => ({
        name,
        attributes: texts(attributes),
        resource: texts(resource.attributes),
      })),
    ),
  );
}
