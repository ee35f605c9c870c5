import type { Field } from "../judge/field";
import type { Hop, Plaintext } from "./plaintext";
import { isLoopback, isNoCall, plaintextUrl } from "./url";

const storageKeys = /^(s3|s3_storage_config|aws|gcs|azure|swift|cos|oss|bos|object_store|object_storage|bucket)$/;
const otlpKeys = /^(otlp|otlphttp|otlp_http|otlp_grpc|otel_(traces|metrics|logs)_export)(\/|$)/;

/** By the keys above it. */
const hopOf = (above: readonly string[]): Hop =>
  above.some((key) => storageKeys.test(key)) ? "storage" : above.some((key) => otlpKeys.test(key)) ? "otlp" : "client";

/**
 * In a YAML configuration: URLs and switches of any program; ports, receivers and clients of Tempo, Mimir and Loki,
 * which are built alike (grafana/dskit); receivers of the OpenTelemetry Collector.
 */
export function* plaintextInYaml(root: Field): Iterable<Plaintext> {
  yield* inNode(root, [], isDskit(root));
  if (isDskit(root)) yield* servers(root);
}

/** Whether a configuration is Tempo's, Mimir's or Loki's, by sections that only they have. */
const isDskit = (root: Field): boolean =>
  ["distributor", "ingester", "querier", "limits_config", "blocks_storage", "schema_config", "overrides"].filter(
    (key) => !root.at(key).isAbsent,
  ).length > 1;

function* inNode(field: Field, above: readonly string[], dskit: boolean): Iterable<Plaintext> {
  const hop = hopOf(above);
  const key = above.at(-1) ?? "";
  const url = isNoCall(key) ? undefined : plaintextUrl(field.text);
  if (url) yield { hop, found: `${field.path} is ${url}`, fix: `${field.path}: ${url.replace("http:", "https:")}` };
  if (/^insecure$|insecure_skip_verify$/.test(key) && field.is(true)) {
    yield { hop, found: `${field.path} is true`, fix: `${field.path}: false` };
  }
  if (isUnencryptedClient(field, key, dskit)) {
    yield { hop, found: `${field.path} has no TLS`, fix: `${field.at("tls_enabled").path}: true` };
  }
  if (above.at(-2) === "protocols" && above.includes("receivers")) yield* receiver(field, key);
  for (const [name, member] of field.entries) yield* inNode(member, [...above, name], dskit);
  for (const item of field.items) yield* inNode(item, above, dskit);
}

/** Clients of gRPC, gossip and Kafka in the way of dskit: without `tls_enabled` they speak plaintext. */
function isUnencryptedClient(field: Field, key: string, dskit: boolean): boolean {
  const setting = field.at("tls_enabled");
  if (setting.is(false)) return true;
  if (!dskit || !field.isObject || setting.is(true)) return false;
  const has = (name: string): boolean => !field.at(name).isAbsent;
  return (
    (/grpc_client(_config)?$|_client$|_grpc_client$/.test(key) && (has("tls_cert_path") || has("tls_ca_path"))) ||
    (key === "grpc_client_config" && !has("tls_enabled")) ||
    (key === "memberlist" && has("join_members")) ||
    (key === "kafka" && has("address"))
  );
}

/** A receiver that speaks plaintext: of OTLP in Tempo, of anything in the OpenTelemetry Collector. */
function* receiver(field: Field, protocol: string): Iterable<Plaintext> {
  if (isLoopback(field.at("endpoint").text ?? "")) return;
  if (hasCertificate(field.at("tls"))) return;
  const path = field.at("tls").path;
  yield {
    hop: "server",
    found: `the receiver of ${protocol} has no certificate`,
    fix: `${path}: { cert_file: /etc/tls/tls.crt, key_file: /etc/tls/tls.key }`,
  };
}

const hasCertificate = (tls: Field): boolean =>
  ["cert", "key"].every((part) => !tls.at(`${part}_file`).isAbsent || !tls.at(`${part}_pem`).isAbsent);

function* servers(root: Field): Iterable<Plaintext> {
  for (const protocol of ["http", "grpc"]) {
    const tls = root.at("server", `${protocol}_tls_config`);
    if (hasCertificate(tls) || isLoopback(root.at("server", `${protocol}_listen_address`).text ?? "")) continue;
    yield {
      hop: "server",
      found: `the ${protocol === "http" ? "HTTP" : "gRPC"} server has no certificate`,
      fix: `${tls.path}: { cert_file: /etc/tls/tls.crt, key_file: /etc/tls/tls.key }`,
    };
  }
}
