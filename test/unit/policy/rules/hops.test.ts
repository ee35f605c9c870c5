import type { Resource } from "../../../../policy/judge/object";
import { clientTls } from "../../../../policy/rules/client-tls";
import { objectStorageTls } from "../../../../policy/rules/object-storage-tls";
import { otlpTls } from "../../../../policy/rules/otlp-tls";
import { serverTls } from "../../../../policy/rules/server-tls";
import { configMap, deploymentWith } from "../resources";
import { verdicts } from "../test-rule";

const rules = [otlpTls, objectStorageTls, clientTls, serverTls];

const yaml = (text: string) => configMap("config.yaml", text);
const served = 'http {\n\ttls {\n\t\tcert_file = "/a"\n\t\tkey_file = "/b"\n\t}\n}\n';
const alloy = (text: string) => configMap("config.alloy", served + text);
const loki = (text: string) =>
  yaml(
    `ingester: {}\nquerier: {}\nserver: { http_listen_address: 127.0.0.1, grpc_listen_address: 127.0.0.1 }\n${text}`,
  );
const env = (name: string, value: string) => deploymentWith({ env: [{ name, value }] });
const argument = (...args: string[]) => deploymentWith({ args });

const mistakes: [string, Resource, string][] = [
  ["OBI's traces", yaml("otel_traces_export: { endpoint: http://otlp:4317 }"), "otlp-tls"],
  ["OBI's metrics", yaml("otel_metrics_export: { endpoint: http://otlp:4317 }"), "otlp-tls"],
  ["a collector's exporter", yaml("exporters: { otlp/a: { tls: { insecure: true } } }"), "otlp-tls"],
  ["Alloy's exporter", alloy('otelcol.exporter.otlp "a" {\n\tclient { tls { insecure = true } }\n}'), "otlp-tls"],
  ["a variable of the SDKs", env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://otlp:4318"), "otlp-tls"],
  ["a switch of the SDKs", env("OTEL_EXPORTER_OTLP_INSECURE", "true"), "otlp-tls"],
  ["a flag for telemetry", argument("--otlp.endpoint=http://otlp:4318"), "otlp-tls"],
  ["a flag for telemetry and its value", argument("--otlp-endpoint", "http://otlp:4318"), "otlp-tls"],
  ["Tempo's store", yaml("storage: { trace: { s3: { insecure: true } } }"), "object-storage-tls"],
  ["Loki's store", loki("storage_config: { aws: { insecure: true } }"), "object-storage-tls"],
  ["a store's certificate unchecked", yaml("gcs: { tls_insecure_skip_verify: true }"), "object-storage-tls"],
  ["a variable of a store", env("AWS_ENDPOINT_URL_S3", "http://minio:9000"), "object-storage-tls"],
  ["a flag for a store", argument("-common.storage.s3.insecure=true"), "object-storage-tls"],
  ["a client of gRPC", loki("ingester_client: { grpc_client_config: { tls_enabled: false } }"), "client-tls"],
  ["gossip", loki("memberlist: { join_members: [ring] }"), "client-tls"],
  ["Tempo's generator", yaml("metrics_generator: { storage: { remote_write: [{ url: http://m }] } }"), "client-tls"],
  ["Alloy's scrape", alloy('prometheus.scrape "a" {\n\tforward_to = []\n}'), "client-tls"],
  ["Alloy's push", alloy('loki.write "a" {\n\tendpoint { url = "http://loki:3100" }\n}'), "client-tls"],
  ["a collector's push", yaml("exporters: { prometheusremotewrite: { endpoint: http://mimir } }"), "client-tls"],
  ["a variable of an application", env("ORDERS_URL", "http://orders"), "client-tls"],
  ["a bare argument", argument("http://orders"), "client-tls"],
  ["Tempo's receiver", yaml("distributor: { receivers: { otlp: { protocols: { grpc: {} } } } }"), "server-tls"],
  ["a collector's receiver", yaml("receivers: { zipkin: { protocols: { http: {} } } }"), "server-tls"],
  ["Alloy's receiver", alloy('otelcol.receiver.otlp "a" {\n\tgrpc { }\n}'), "server-tls"],
  ["Alloy's own server", configMap("config.alloy", 'otelcol.processor.batch "a" { }'), "server-tls"],
];

test.each(mistakes)("%s: told once, by one rule", (_, resource, name) => {
  expect(rules.flatMap((rule) => verdicts(rule, [resource]).map(() => rule.name))).toEqual([name]);
});
