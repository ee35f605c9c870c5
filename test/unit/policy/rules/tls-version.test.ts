import { tlsVersion } from "../../../../policy/rules/tls-version";
import { configMap, deployment, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [found, "  why: TLS 1.0 and 1.1 can be broken, and are out of use since RFC 8996", `  fix: ${fix}`].join("\n");

const receiver = (version: string) =>
  configMap("config.alloy", `otelcol.receiver.otlp "in" {\n\tgrpc {\n\t\ttls { min_version = "${version}" }\n\t}\n}`);
const tempo = configMap("tempo.yaml", "server: { tls_min_version: VersionTLS12 }");

testRule(tlsVersion, {
  passes: {
    "TLS 1.2 and 1.3, however written": [
      tempo,
      configMap("config.yaml", "tls: [{ min_version: '1.2' }, { min_version: 1.3 }, { minVersion: VersionTLS13 }]"),
      receiver("TLS12"),
    ],
    "nothing said": configMap("tempo.yaml", "server: { http_listen_port: 3200 }"),
    "what is no version": configMap("a.yaml", "tls: { min_version: '${TLS_MIN_VERSION}' }"),
    "the least version of something else": configMap("plugins.yaml", "plugin: { min_version: '1.0', minVersion: 1 }"),
    "1.3 where that is the least": { of: receiver("1.3"), settings: { minimum: "1.3" } },
    "what makes pods": deployment(),
  },
  fails: {
    "YAML, in every way to write it": {
      of: configMap(
        "config.yaml",
        [
          "a: { tls_min_version: VersionTLS10 }",
          "tls: { min_version: '1.1', minVersion: TLSv1.1 }",
          "list: [{ tls: { min_version: 1.0 } }]",
          "ssl_min_version: tls1_0",
          "ssl: { min_version: TLSv1 }",
        ].join("\n"),
      ),
      says: [
        told(
          "ConfigMap shop/settings, config.yaml: a.tls_min_version is VersionTLS10",
          "a.tls_min_version: VersionTLS12",
        ),
        told("ConfigMap shop/settings, config.yaml: tls.min_version is 1.1", "tls.min_version: 1.2"),
        told("ConfigMap shop/settings, config.yaml: tls.minVersion is TLSv1.1", "tls.minVersion: TLSv1.2"),
        told("ConfigMap shop/settings, config.yaml: list[0].tls.min_version is 1", "list[0].tls.min_version: 1.2"),
        told("ConfigMap shop/settings, config.yaml: ssl_min_version is tls1_0", "ssl_min_version: tls1_2"),
        told("ConfigMap shop/settings, config.yaml: ssl.min_version is TLSv1", "ssl.min_version: TLSv1.2"),
      ],
    },
    Alloy: {
      of: receiver("TLS11"),
      says: [
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.receiver.otlp "in" > grpc > tls has min_version = "TLS11"',
          'otelcol.receiver.otlp "in" > grpc > tls { min_version = "TLS12" }',
        ),
      ],
    },
    "1.2 where 1.3 is the least": {
      of: [tempo, receiver("1.2")],
      settings: { minimum: "1.3" },
      says: [
        told(
          "ConfigMap shop/settings, tempo.yaml: server.tls_min_version is VersionTLS12",
          "server.tls_min_version: VersionTLS13",
        ),
        told(
          'ConfigMap shop/settings, config.alloy: otelcol.receiver.otlp "in" > grpc > tls has min_version = "1.2"',
          'otelcol.receiver.otlp "in" > grpc > tls { min_version = "1.3" }',
        ),
      ],
    },
  },
  unknown: {
    "one of two files": {
      of: resource("core/v1:ConfigMap", { data: { "a.yaml": unknownText, "b.yaml": "tls: { min_version: '1.1' }" } }),
      says: [
        told("ConfigMap shop/web, b.yaml: tls.min_version is 1.1", "tls.min_version: 1.2"),
        '(unjudged) ConfigMap shop/web: not judged, since data["a.yaml"] is not known yet',
      ],
    },
    "all files": {
      of: resource("core/v1:ConfigMap", { data: unknownObject }),
      says: ["(unjudged) ConfigMap shop/web: not judged, since data is not known yet"],
    },
  },
});
