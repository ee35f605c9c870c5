import { otlpTls } from "../../../../policy/rules/otlp-tls";
import { configMap, container, deployment, deploymentWith, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [
    found,
    "  why: spans and logs carry what users do, and anyone on the way can read and change them",
    `  fix: ${fix}`,
  ].join("\n");

const env = (name: string, value: unknown) => deploymentWith({ env: [{ name, value }] });
const first = "spec.template.spec.containers[0]";

const collector = `
exporters:
  otlp/tempo:
    endpoint: tempo:4317
    tls:
      insecure: true
  otlphttp:
    endpoint: http://mimir:8080/otlp
    tls:
      insecure_skip_verify: true
`;

const alloy = `
otelcol.exporter.otlp "tempo" {
	client {
		endpoint = "tempo:4317"
		tls {
			insecure             = true
			insecure_skip_verify = true
		}
	}
}
otelcol.exporter.otlphttp "loki" {
	client { endpoint = "http://loki:3100/otlp" }
}
`;

testRule(otlpTls, {
  passes: {
    "OBI over https": configMap("obi.yaml", "otel_traces_export: { endpoint: https://otlp.shop.svc:4317 }"),
    "a collector with TLS": configMap("config.yaml", "exporters: { otlp: { endpoint: 'tempo:4317' } }"),
    "a sidecar on the same host": configMap(
      "config.yaml",
      "exporters: { otlphttp: { endpoint: 'http://localhost:4318' } }",
    ),
    "Alloy over https": configMap(
      "config.alloy",
      'otelcol.exporter.otlp "tempo" {\n\tclient {\n\t\tendpoint = "tempo:4317"\n\t\ttls { insecure = false }\n\t}\n}',
    ),
    "a switch that is off": env("OTEL_EXPORTER_OTLP_INSECURE", "false"),
    "an https endpoint in the environment": env("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.shop.svc:4318"),
    "URLs that carry no telemetry": configMap("app.yaml", "shop: { api: http://orders:8080 }"),
    "a Secret": resource("core/v1:Secret", {
      data: { "obi.yaml": "otel_traces_export: { endpoint: http://otlp:4317 }" },
    }),
    "text that is no configuration": configMap("README", "otlp: [ {"),
  },
  fails: {
    "OBI over http": {
      of: configMap("obi.yaml", "otel_traces_export: { endpoint: http://otlp.shop.svc:4317 }"),
      says: [
        told(
          "ConfigMap shop/settings, obi.yaml: otel_traces_export.endpoint is http://otlp.shop.svc:4317",
          "otel_traces_export.endpoint: https://otlp.shop.svc:4317",
        ),
      ],
    },
    "a collector": {
      of: configMap("config.yaml", collector),
      says: [
        told(
          'ConfigMap shop/settings, config.yaml: exporters["otlp/tempo"].tls.insecure is true',
          'exporters["otlp/tempo"].tls.insecure: false',
        ),
        told(
          "ConfigMap shop/settings, config.yaml: exporters.otlphttp.endpoint is http://mimir:8080/…",
          "exporters.otlphttp.endpoint: https://mimir:8080/…",
        ),
        told(
          "ConfigMap shop/settings, config.yaml: exporters.otlphttp.tls.insecure_skip_verify is true",
          "exporters.otlphttp.tls.insecure_skip_verify: false",
        ),
      ],
    },
    Alloy: {
      of: configMap("config.alloy", alloy),
      says: [
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.exporter.otlp "tempo" > client > tls has insecure = true',
          'otelcol.exporter.otlp "tempo" > client > tls { insecure = false }',
        ),
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.exporter.otlp "tempo" > client > tls has insecure_skip_verify = true',
          'otelcol.exporter.otlp "tempo" > client > tls { insecure_skip_verify = false }',
        ),
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.exporter.otlphttp "loki" > client has endpoint = "http://loki:3100/…"',
          'otelcol.exporter.otlphttp "loki" > client { endpoint = "https://loki:3100/…" }',
        ),
      ],
    },
    "a password in a URL, which is not shown": {
      of: [
        configMap("obi.yaml", "otel_traces_export: { endpoint: 'http://user:secret@otlp:4318/path?token=x' }"),
        configMap("other.yaml", "otlp: { a: 'http://user:12/secret@otlp', b: 'http://user:secret' }"),
        configMap(
          "config.alloy",
          'otelcol.exporter.otlphttp "a" {\n\tclient { endpoint = "http://user:secret@otlp:4318/path?token=x" }\n}',
        ),
        env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@otlp:4318/path?token=x"),
      ],
      says: [
        told(
          "ConfigMap shop/settings, obi.yaml: otel_traces_export.endpoint is http://otlp:4318/…",
          "otel_traces_export.endpoint: https://otlp:4318/…",
        ),
        told("ConfigMap shop/settings, other.yaml: otlp.a is http://…", "otlp.a: https://…"),
        told("ConfigMap shop/settings, other.yaml: otlp.b is http://…", "otlp.b: https://…"),
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.exporter.otlphttp "a" > client has endpoint = "http://otlp:4318/…"',
          'otelcol.exporter.otlphttp "a" > client { endpoint = "https://otlp:4318/…" }',
        ),
        told(
          'Deployment shop/web, container "web": OTEL_EXPORTER_OTLP_ENDPOINT is http://otlp:4318/…',
          `${first}.env[0].value: https://otlp:4318/…`,
        ),
      ],
    },
    "containers of every role": {
      of: deployment({
        containers: [container({ env: [{ name: "OTEL_EXPORTER_OTLP_INSECURE", value: "true" }] })],
        initContainers: [container({ name: "copy", args: ["--otlp.endpoint=http://tempo:4318"] })],
        ephemeralContainers: [{ name: "debug", command: ["send", "--otlp-endpoint", "http://$(NODE_IP):4318"] }],
      }),
      says: [
        told(
          'Deployment shop/web, init container "copy": --otlp.endpoint=http://tempo:4318',
          "spec.template.spec.initContainers[0].args[0]: --otlp.endpoint=https://tempo:4318",
        ),
        told(
          'Deployment shop/web, container "web": OTEL_EXPORTER_OTLP_INSECURE is on',
          `${first}.env[0].value: "false"`,
        ),
        told(
          'Deployment shop/web, ephemeral container "debug": http://$(NODE_IP):4318',
          "spec.template.spec.ephemeralContainers[0].command[2]: https://$(NODE_IP):4318",
        ),
      ],
    },
  },
  unknown: {
    "YAML that never ends": {
      of: configMap("odd.yaml", "otlp: &all [*all]"),
      says: ["(unjudged) ConfigMap shop/settings: not judged, since odd.yaml cannot be read"],
    },
    "broken YAML": {
      of: configMap("odd.yaml", "otlp: ["),
      says: ["(unjudged) ConfigMap shop/settings: not judged, since odd.yaml cannot be read"],
    },
    "a file of Alloy that is none": {
      of: configMap("config.alloy", "otelcol.exporter.otlp {"),
      says: ["(unjudged) ConfigMap shop/settings: not judged, since config.alloy cannot be read"],
    },
    "one of two files": {
      of: resource("core/v1:ConfigMap", {
        data: { "a.yaml": unknownText, "b.yaml": "otlp: { endpoint: http://tempo:4318 }" },
      }),
      says: [
        told("ConfigMap shop/web, b.yaml: otlp.endpoint is http://tempo:4318", "otlp.endpoint: https://tempo:4318"),
        '(unjudged) ConfigMap shop/web: not judged, since data["a.yaml"] is not known yet',
      ],
    },
    "all files": {
      of: resource("core/v1:ConfigMap", { data: unknownObject }),
      says: ["(unjudged) ConfigMap shop/web: not judged, since data is not known yet"],
    },
    "one of two variables": {
      of: deploymentWith({
        env: [
          { name: "OTEL_EXPORTER_OTLP_HEADERS", value: unknownText },
          { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://tempo:4318" },
        ],
      }),
      says: [
        told(
          'Deployment shop/web, container "web": OTEL_EXPORTER_OTLP_ENDPOINT is http://tempo:4318',
          `${first}.env[1].value: https://tempo:4318`,
        ),
        `(unjudged) Deployment shop/web: not judged, since ${first}.env[0].value is not known yet`,
      ],
    },
  },
});
