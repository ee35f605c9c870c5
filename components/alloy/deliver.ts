import type { Settings } from "../../settings";
import { address, connection, endpoint, type Wiring } from "../wiring";
import { delivery, storageBlock } from "./queue";
import { type Signal, signals, type Stage } from "./stage";
import type { Block } from "./syntax";
import { isSplit, onlyOf, type Tenant, tenantHeader, tenantsOf } from "./tenants";
import { exporterTls } from "./tls";

/** The end of the pipeline: for each tenant, an exporter with a queue for each backend. */
export function deliver(settings: Settings, wiring: Wiring): Stage {
  const tenants = tenantsOf(settings);
  const ends = (tenants.length === 0 ? [undefined] : tenants).map((tenant) => {
    const end = exporters(settings, wiring, tenant);
    if (tenant === undefined || !isSplit(settings)) return end;
    const filter = onlyOf(tenant, end.inputs);
    return { blocks: [...filter.blocks, ...end.blocks], inputs: filter.inputs };
  });
  return {
    blocks: [storageBlock, ...ends.flatMap(({ blocks }) => blocks)],
    inputs: Object.fromEntries(signals.map((signal) => [signal, ends.flatMap(({ inputs }) => inputs[signal] ?? [])])),
  };
}

function exporters(settings: Settings, wiring: Wiring, tenant: Tenant | undefined): Stage {
  // The default tenant's keep the names that they have without tenants: a queue's file goes by its exporter's name.
  const named = (backend: string) =>
    tenant === undefined || tenant.name === settings.tenancy.default ? backend : `${backend}_${tenant.label}`;
  const headers = tenantHeader(tenant);
  const otlpHttp = (backend: "mimir" | "loki", signal: Signal): Block => {
    const row = connection(wiring, "alloy", backend, "http");
    return {
      block: "otelcol.exporter.otlphttp",
      label: named(backend),
      blocks: [
        {
          block: "client",
          attributes: { endpoint: `${endpoint(row)}/otlp`, ...headers },
          blocks: exporterTls(row),
        },
        ...delivery(settings, signal),
      ],
    };
  };
  const spans = connection(wiring, "alloy", "tempo", "otlp-grpc");
  const tempo: Block = {
    block: "otelcol.exporter.otlp",
    label: named("tempo"),
    blocks: [
      {
        block: "client",
        attributes: { endpoint: address(spans), ...headers },
        blocks: exporterTls(spans),
      },
      ...delivery(settings, "traces"),
    ],
  };
  return {
    blocks: [tempo, otlpHttp("mimir", "metrics"), otlpHttp("loki", "logs")],
    inputs: {
      metrics: [`otelcol.exporter.otlphttp.${named("mimir")}.input`],
      logs: [`otelcol.exporter.otlphttp.${named("loki")}.input`],
      traces: [`otelcol.exporter.otlp.${named("tempo")}.input`],
    },
  };
}
