/** What the pipelines of four stacks are made of, in order, and who hands on to whom. */

const lines = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

const clusterLogs = `
  discovery.kubernetes pods
  discovery.relabel pods
  loki.source.kubernetes pods
  otelcol.receiver.loki pods
  otelcol.processor.transform pods
  loki.source.kubernetes_events events
  loki.process events
  otelcol.receiver.loki events
  otelcol.processor.transform events`;

const scrape = (label: string): string => `
  discovery.relabel ${label}
  prometheus.scrape ${label}`;

/** Without TLS one scrape serves all. */
const scrapes = `
  discovery.kubernetes stack${scrape("stack")}
  prometheus.remote_write mimir`;

/** With TLS a scrape checks for one name, which is a component's; OBI sends its metrics by itself. */
const components = ["alloy", "tempo", "mimir", "loki"];

const scrapesWithTls = `
  discovery.kubernetes stack${components.map(scrape).join("")}
  prometheus.remote_write mimir
  discovery.relabel certificates
  prometheus.exporter.blackbox certificates
  prometheus.scrape certificates`;

const exporters = (suffix = ""): string => `
  otelcol.exporter.otlp tempo${suffix}
  otelcol.exporter.otlphttp mimir${suffix}
  otelcol.exporter.otlphttp loki${suffix}`;

const queues = (suffix = ""): string => `
  otelcol.exporter.otlp tempo${suffix} storage -> otelcol.storage.file queue
  otelcol.exporter.otlphttp mimir${suffix} storage -> otelcol.storage.file queue
  otelcol.exporter.otlphttp loki${suffix} storage -> otelcol.storage.file queue`;

/** Lines of Loki's kind join the rest behind the memory limiter. */
const fromCluster = (joined: string): string => `
  discovery.relabel pods targets -> discovery.kubernetes pods
  loki.source.kubernetes pods targets -> discovery.relabel pods
  loki.source.kubernetes pods forward_to -> otelcol.receiver.loki pods
  otelcol.receiver.loki pods logs -> otelcol.processor.transform pods
  otelcol.processor.transform pods logs -> ${joined}
  loki.source.kubernetes_events events forward_to -> loki.process events
  loki.process events forward_to -> otelcol.receiver.loki events
  otelcol.receiver.loki events logs -> otelcol.processor.transform events
  otelcol.processor.transform events logs -> ${joined}`;

const scraped = (label: string): string => `
  discovery.relabel ${label} targets -> discovery.kubernetes stack
  prometheus.scrape ${label} targets -> discovery.relabel ${label}
  prometheus.scrape ${label} forward_to -> prometheus.remote_write mimir`;

const fromStack = scraped("stack");

const fromStackWithTls = `${components.map(scraped).join("")}
  discovery.relabel certificates targets -> discovery.kubernetes stack
  prometheus.exporter.blackbox certificates targets -> discovery.relabel certificates
  prometheus.scrape certificates targets -> prometheus.exporter.blackbox certificates
  prometheus.scrape certificates forward_to -> prometheus.remote_write mimir`;

const plain = "otelcol.processor.k8sattributes all";
const claimed = "otelcol.processor.transform claim";

/** The page shows a certificate by a block of its own. */
const page = `
  http`;

const untilSampling = (ofPage: string, first = ""): string => `
  logging${ofPage}
  otelcol.receiver.otlp in
  otelcol.processor.memory_limiter all${first}
  otelcol.processor.k8sattributes all
  otelcol.processor.transform resource
  otelcol.processor.transform redact
  otelcol.processor.filter noise`;

export interface Chain {
  readonly blocks: readonly string[];
  readonly graph: readonly string[];
}

const everythingKept = (ofPage: string, toMetrics: string, wayOfMetrics: string): Chain => ({
  blocks: lines(`${untilSampling(ofPage)}
  otelcol.storage.file queue${exporters()}${clusterLogs}${toMetrics}`),
  graph: lines(`
  otelcol.receiver.otlp in metrics+logs+traces -> otelcol.processor.memory_limiter all
  otelcol.processor.memory_limiter all metrics+logs+traces -> otelcol.processor.k8sattributes all
  otelcol.processor.k8sattributes all metrics+logs+traces -> otelcol.processor.transform resource
  otelcol.processor.transform resource metrics -> otelcol.exporter.otlphttp mimir
  otelcol.processor.transform resource logs+traces -> otelcol.processor.transform redact
  otelcol.processor.transform redact logs -> otelcol.exporter.otlphttp loki
  otelcol.processor.transform redact traces -> otelcol.processor.filter noise
  otelcol.processor.filter noise traces -> otelcol.exporter.otlp tempo${queues()}${fromCluster(plain)}${wayOfMetrics}`),
});

export const dev = everythingKept("", scrapes, fromStack);

export const staging = everythingKept(page, scrapesWithTls, fromStackWithTls);

export const production: Chain = {
  blocks: lines(`${untilSampling(page)}
  otelcol.processor.tail_sampling traces
  otelcol.storage.file queue${exporters()}${clusterLogs}${scrapesWithTls}`),
  graph: lines(`
  otelcol.receiver.otlp in metrics+logs+traces -> otelcol.processor.memory_limiter all
  otelcol.processor.memory_limiter all metrics+logs+traces -> otelcol.processor.k8sattributes all
  otelcol.processor.k8sattributes all metrics+logs+traces -> otelcol.processor.transform resource
  otelcol.processor.transform resource metrics -> otelcol.exporter.otlphttp mimir
  otelcol.processor.transform resource logs+traces -> otelcol.processor.transform redact
  otelcol.processor.transform redact logs -> otelcol.exporter.otlphttp loki
  otelcol.processor.transform redact traces -> otelcol.processor.filter noise
  otelcol.processor.filter noise traces -> otelcol.processor.tail_sampling traces
  otelcol.processor.tail_sampling traces traces -> otelcol.exporter.otlp tempo${queues()}${fromCluster(plain)}${fromStackWithTls}`),
};

/** Each tenant's way begins with a filter; the default tenant's exporters go by the backends' bare names. */
const everyTenant = ["production", "payments", "shop"].map((name) => `otelcol.processor.filter tenant_${name}`);

const tenant = (name: string, suffix: string): string => `
  otelcol.processor.filter tenant_${name} metrics -> otelcol.exporter.otlphttp mimir${suffix}
  otelcol.processor.filter tenant_${name} logs -> otelcol.exporter.otlphttp loki${suffix}
  otelcol.processor.filter tenant_${name} traces -> otelcol.exporter.otlp tempo${suffix}${queues(suffix)}`;

export const distributed: Chain = {
  blocks: lines(`${untilSampling(page, `\n${claimed}`)}
  otelcol.processor.tail_sampling traces
  otelcol.storage.file queue
  otelcol.processor.filter tenant_production${exporters()}
  otelcol.processor.filter tenant_payments${exporters("_payments")}
  otelcol.processor.filter tenant_shop${exporters("_shop")}${clusterLogs}${scrapesWithTls}`),
  graph: lines(`
  otelcol.receiver.otlp in metrics+logs+traces -> otelcol.processor.memory_limiter all
  otelcol.processor.memory_limiter all metrics+logs+traces -> otelcol.processor.transform claim
  otelcol.processor.transform claim metrics+logs+traces -> otelcol.processor.k8sattributes all
  otelcol.processor.k8sattributes all metrics+logs+traces -> otelcol.processor.transform resource
  otelcol.processor.transform resource metrics -> ${everyTenant.join(", ")}
  otelcol.processor.transform resource logs+traces -> otelcol.processor.transform redact
  otelcol.processor.transform redact logs -> ${everyTenant.join(", ")}
  otelcol.processor.transform redact traces -> otelcol.processor.filter noise
  otelcol.processor.filter noise traces -> otelcol.processor.tail_sampling traces
  otelcol.processor.tail_sampling traces traces -> ${everyTenant.join(", ")}
  ${tenant("production", "")}${tenant("payments", "_payments")}${tenant("shop", "_shop")}
  ${fromCluster(claimed)}${fromStackWithTls}`).filter((line) => line !== ""),
};
