import { onPath } from "../../../lab/tools";
import { call } from "./call";
import type { Life } from "./authority";
import type { Bench } from "./program";
import type { Rendered } from "./rendered";
import { type Backend, backend } from "./running";
import { type Arrived, sink } from "./sink";
import { type TlsFolder, tlsFolder } from "./tls-folder";

/** Where traces end, and can be asked for by tenant and ID. */
export interface TraceStore {
  readonly address: string;
  /** Tempo's own page and ports; a stand-in has none. */
  readonly url?: string;
  readonly ports?: Backend["ports"];
  /** None in a stack without TLS. */
  readonly tls?: TlsFolder;
  readonly trace: (tenant: string, id: string) => Promise<readonly Found[]>;
}

export type Found = Pick<Arrived, "name" | "attributes" | "resource">;

/** Tempo with the configuration that was generated for it, where there is one; no Go module has it. */
export async function traceStore(bench: Bench, rendered: Rendered, life?: Life): Promise<TraceStore> {
  if (onPath("tempo") !== undefined) {
    const [tempo] = await backend(bench, rendered, "tempo", { life });
    const { address, url, ports, tls } = tempo;
    return { address, url, ports, tls, trace: (tenant, id) => ofTempo(url, tenant, id) };
  }
  process.stdout.write("Tempo: not on this machine, an OTLP sink stands in\n");
  const tls = await tlsFolder(bench, rendered, "tempo", { life });
  const { address, spans, stop } = await sink(tls);
  bench.uses(stop);
  const trace = (tenant: string, id: string) =>
    Promise.resolve(
      spans
        .filter((span) => span.tenant === tenant && span.trace === id)
        .map(({ name, attributes, resource }) => ({ name, attributes, resource })),
    );
  return { address, tls, trace };
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
  const { status, text } = await call(`${url}/api/v2/traces/${id}`, { headers: { "X-Scope-OrgID": tenant } });
  if (status !== 200) return [];
  const { trace } = JSON.parse(text) as Answer;
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
