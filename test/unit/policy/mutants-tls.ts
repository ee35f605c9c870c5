import type { Mutant } from "./mutants";

const config = (component: string) => `ConfigMap observability-production/${component}-config`;

/** TLS off, or weakened, at one hop each. */
export const tlsMutants: Readonly<Record<string, Mutant>> = {
  "OBI sends spans in plaintext": {
    of: "ConfigMap obi-config",
    change: ({ replace }) => replace(/(otel_traces_export:\n\s+endpoint: )https/, "$1http"),
    says: [
      [
        "otlp-tls",
        "ConfigMap obi-production/obi-config, obi.yaml: otel_traces_export.endpoint is http://otlp.observability-production.svc:4317",
      ],
    ],
  },
  "OBI sends metrics in plaintext by its environment": {
    of: "DaemonSet obi",
    change: ({ inputs }) =>
      inputs.spec.template.spec.containers[0].env.push({
        name: "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        value: "http://alloy:4317",
      }),
    says: [
      [
        "otlp-tls",
        'DaemonSet obi-production/obi, container "obi": OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is http://alloy:4317',
      ],
    ],
  },
  "Alloy sends traces in plaintext": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) => replace(/(otelcol\.exporter\.otlp "tempo" \{[^]*?tls \{)/, "$1\n\t\t\tinsecure = true"),
    says: [
      [
        "otlp-tls",
        `${config("alloy")}, config.alloy: otelcol.exporter.otlp "tempo" > client > tls has insecure = true`,
      ],
    ],
  },
  "Alloy does not check whom it sends logs to": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) =>
      replace(/(otelcol\.exporter\.otlphttp "loki" \{[^]*?tls \{)/, "$1\n\t\t\tinsecure_skip_verify = true"),
    says: [
      [
        "otlp-tls",
        `${config("alloy")}, config.alloy: otelcol.exporter.otlphttp "loki" > client > tls has insecure_skip_verify = true`,
      ],
    ],
  },
  "Alloy takes in plaintext": {
    of: "ConfigMap alloy-receiver-config",
    change: ({ replace }) => replace(/(endpoint = "0\.0\.0\.0:4318"\n\n\t\ttls \{\n)\t\t\tcert_file[^\n]*\n/, "$1"),
    says: [
      ["server-tls", `${config("alloy-receiver")}, config.alloy: otelcol.receiver.otlp "in" > http has no certificate`],
    ],
  },
  "Alloy's own pages are in plaintext": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) => replace(/^http \{\n\ttls \{[^}]*\}\n\}/m, "http { }"),
    says: [["server-tls", `${config("alloy")}, config.alloy: Alloy's own HTTP server has no certificate`]],
  },
  "Alloy asks Mimir for its metrics over http": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) => replace(/(prometheus\.scrape "mimir" \{[^}]*scheme\s+= )"https"/, '$1"http"'),
    says: [["client-tls", `${config("alloy")}, config.alloy: prometheus.scrape "mimir" asks over http`]],
  },
  "Alloy writes metrics in plaintext": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) => replace(/url( +)= "https:/, 'url$1= "http:'),
    says: [
      [
        "client-tls",
        `${config("alloy")}, config.alloy: prometheus.remote_write "mimir" > endpoint has url = "http://mimir.observability-production.svc:8080/…"`,
      ],
    ],
  },
  "Tempo takes in spans in plaintext": {
    of: "ConfigMap tempo-config",
    change: ({ replace }) => replace(/(4317\n[^]*?)tls:\n\s+cert_file: [^\n]*\n/, "$1tls:\n"),
    says: [["server-tls", `${config("tempo")}, tempo.yaml: the receiver of grpc has no certificate`]],
  },
  "Tempo answers in plaintext": {
    of: "ConfigMap tempo-config",
    change: ({ replace }) => replace("http_tls_config:", "http_tls_settings:"),
    says: [["server-tls", `${config("tempo")}, tempo.yaml: the HTTP server has no certificate`]],
  },
  "Mimir's pods talk in plaintext": {
    of: "ConfigMap mimir-config",
    change: ({ replace }) => replace("grpc_tls_config:", "grpc_tls_settings:"),
    says: [["server-tls", `${config("mimir")}, mimir.yaml: the gRPC server has no certificate`]],
  },
  "one client of Loki speaks plaintext": {
    of: "ConfigMap loki-config",
    change: ({ replace }) =>
      replace(/(ingester_client:\n\s+grpc_client_config:\n\s+)tls_enabled: true/, "$1tls_enabled: false"),
    says: [["client-tls", `${config("loki")}, loki.yaml: ingester_client.grpc_client_config has no TLS`]],
  },
  "one client of Loki is not told to use TLS": {
    of: "ConfigMap loki-config",
    change: ({ replace }) => replace(/(compactor_grpc_client:\n)\s+tls_enabled: true\n/, "$1"),
    says: [["client-tls", `${config("loki")}, loki.yaml: compactor_grpc_client has no TLS`]],
  },
  "Loki's pods gossip in plaintext": {
    of: "ConfigMap loki-config",
    change: ({ replace }) => replace(/(abort_if_cluster_join_fails: false\n)\s+tls_enabled: true\n/, "$1"),
    says: [["client-tls", `${config("loki")}, loki.yaml: memberlist has no TLS`]],
  },
  "Tempo does not check its bucket": {
    of: "ConfigMap tempo-config",
    change: ({ replace }) => replace("insecure: false", "insecure: true"),
    says: [["object-storage-tls", `${config("tempo")}, tempo.yaml: storage.trace.s3.insecure is true`]],
  },
  "Mimir's bucket is reached over http": {
    of: "ConfigMap mimir-config",
    change: ({ replace }) => replace(/endpoint: set-me/, "endpoint: http://minio:9000"),
    says: [["object-storage-tls", `${config("mimir")}, mimir.yaml: common.storage.s3.endpoint is http://minio:9000`]],
  },
  "Loki lets in TLS 1.0": {
    of: "ConfigMap loki-config",
    change: ({ replace }) => replace("tls_min_version: VersionTLS12", "tls_min_version: VersionTLS10"),
    says: [["tls-version", `${config("loki")}, loki.yaml: server.tls_min_version is VersionTLS10`]],
  },
  "Alloy lets in TLS 1.1": {
    of: "ConfigMap alloy-config",
    change: ({ replace }) => replace('min_version = "TLS12"', 'min_version = "TLS11"'),
    says: [["tls-version", `${config("alloy")}, config.alloy: http > tls has min_version = "TLS11"`]],
  },
  "a certificate lives three years": {
    of: "Certificate loki",
    change: ({ inputs }) => (inputs.spec.duration = "26280h"),
    says: [["certificate-lifetime", "Certificate observability-production/loki: it lives 26280h, more than 8760h"]],
  },
  "a certificate is renewed too late": {
    of: "Certificate tempo",
    change: ({ inputs }) => (inputs.spec.renewBefore = "2160h"),
    says: [
      [
        "certificate-lifetime",
        "Certificate observability-production/tempo: it is renewed 2160h before its end, and lives only 2160h",
      ],
    ],
  },
  "a key is never made anew": {
    of: "Certificate alloy",
    change: ({ inputs }) => (inputs.spec.privateKey.rotationPolicy = "Never"),
    says: [["certificate-key", "Certificate observability-production/alloy: its key is never made anew"]],
  },
  "a key is too short": {
    of: "Certificate obi",
    change: ({ inputs }) => Object.assign(inputs.spec.privateKey, { algorithm: "RSA", size: 1024 }),
    says: [["certificate-key", "Certificate obi-production/obi: its RSA key has 1024 bits"]],
  },
};
