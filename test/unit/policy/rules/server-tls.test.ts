import { serverTls } from "../../../../policy/rules/server-tls";
import { configMap, deploymentWith, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [
    found,
    "  why: a port without a certificate takes plaintext from anyone, and proves to nobody what it is",
    `  fix: ${fix}`,
  ].join("\n");

const yaml = "{ cert_file: /etc/tls/tls.crt, key_file: /etc/tls/tls.key }";
const alloy = '{ cert_file = "/etc/tls/tls.crt", key_file = "/etc/tls/tls.key" }';

const tempo = (server: string, protocols: string) =>
  configMap(
    "tempo.yaml",
    `server: { ${server} }\ndistributor: { receivers: { otlp: { protocols: { ${protocols} } } } }\nquerier: { max: 1 }`,
  );
const bothServers = `http_tls_config: ${yaml}, grpc_tls_config: ${yaml}`;

const receiver = (name: string, body: string): string => `otelcol.receiver.${name} "in" {\n${body}\n}\n`;
const http = "http {\n\ttls {\n\t\tcert_file = `/a`\n\t\tkey_file  = `/b`\n\t}\n}\n";

testRule(serverTls, {
  passes: {
    "Tempo with certificates": tempo(bothServers, `grpc: { endpoint: '0.0.0.0:4317', tls: ${yaml} }`),
    "Tempo on its own host": tempo(
      "http_listen_address: localhost, grpc_listen_address: 127.0.0.1",
      "http: { endpoint: 'localhost:4318' }",
    ),
    "a collector whose certificate is in the file": configMap(
      "config.yaml",
      "receivers: { otlp: { protocols: { grpc: { tls: { cert_pem: '${env:CERT}', key_pem: '${env:KEY}' } } } } }",
    ),
    "a file of another program": configMap(
      "app.yaml",
      "server: { http_listen_port: 8080 }\ndistributor: {}\nprotocols: { grpc: {} }",
    ),
    "Alloy with certificates": configMap(
      "config.alloy",
      http +
        receiver(
          "otlp",
          "grpc {\n\ttls {\n\t\tcert_pem = remote.kubernetes.secret.a\n\t\tkey_pem = local.file.b\n\t}\n}",
        ),
    ),
    "Alloy on its own host": configMap("config.alloy", http + receiver("otlp", 'http { endpoint = "127.0.0.1:4318" }')),
    "a fragment of Alloy": configMap("log.alloy", 'logging { level = "warn" }'),
    "blocks of those names that open no port": configMap(
      "config.alloy",
      `${http}otelcol.exporter.otlp "out" {\n\thttp { }\n}\n${receiver("otlp", "output { http { } }")}`,
    ),
    "what makes pods": deploymentWith({ args: ["--server.http.listen-addr=0.0.0.0:12345"] }),
  },
  fails: {
    "Tempo without certificates": {
      of: tempo("http_listen_port: 3200", "grpc: { endpoint: '0.0.0.0:4317' }, http: {}"),
      says: [
        told(
          "ConfigMap shop/settings, tempo.yaml: the receiver of grpc has no certificate",
          `distributor.receivers.otlp.protocols.grpc.tls: ${yaml}`,
        ),
        told(
          "ConfigMap shop/settings, tempo.yaml: the receiver of http has no certificate",
          `distributor.receivers.otlp.protocols.http.tls: ${yaml}`,
        ),
        told(
          "ConfigMap shop/settings, tempo.yaml: the HTTP server has no certificate",
          `server.http_tls_config: ${yaml}`,
        ),
        told(
          "ConfigMap shop/settings, tempo.yaml: the gRPC server has no certificate",
          `server.grpc_tls_config: ${yaml}`,
        ),
      ],
    },
    "half a certificate": {
      of: tempo(`http_tls_config: { cert_file: /a }, grpc_tls_config: ${yaml}`, `grpc: { tls: { key_file: /b } }`),
      says: [
        told(
          "ConfigMap shop/settings, tempo.yaml: the receiver of grpc has no certificate",
          `distributor.receivers.otlp.protocols.grpc.tls: ${yaml}`,
        ),
        told(
          "ConfigMap shop/settings, tempo.yaml: the HTTP server has no certificate",
          `server.http_tls_config: ${yaml}`,
        ),
      ],
    },
    "Loki, by sections of its own": {
      of: configMap("loki.yaml", "auth_enabled: false\nlimits_config: { a: 1 }\nschema_config: { configs: [] }"),
      says: [
        told(
          "ConfigMap shop/settings, loki.yaml: the HTTP server has no certificate",
          `server.http_tls_config: ${yaml}`,
        ),
        told(
          "ConfigMap shop/settings, loki.yaml: the gRPC server has no certificate",
          `server.grpc_tls_config: ${yaml}`,
        ),
      ],
    },
    "a collector": {
      of: configMap("config.yaml", "receivers: { otlp: { protocols: { grpc: } } }"),
      says: [
        told(
          "ConfigMap shop/settings, config.yaml: the receiver of grpc has no certificate",
          `receivers.otlp.protocols.grpc.tls: ${yaml}`,
        ),
      ],
    },
    Alloy: {
      of: configMap(
        "config.alloy",
        receiver("otlp", 'grpc { endpoint = "0.0.0.0:4317" }') +
          receiver("jaeger", "protocols {\n\tthrift_http { }\n}") +
          'loki.source.api "in" {\n\thttp { listen_port = 3100 }\n}\n',
      ),
      says: [
        told(
          "ConfigMap shop/settings, config.alloy: Alloy's own HTTP server has no certificate",
          `http { tls ${alloy} }`,
        ),
        ...['otelcol.receiver.otlp "in" > grpc', 'otelcol.receiver.jaeger "in" > protocols > thrift_http'].map((path) =>
          told(`ConfigMap shop/settings, config.alloy: ${path} has no certificate`, `${path} { tls ${alloy} }`),
        ),
        told(
          'ConfigMap shop/settings, config.alloy: loki.source.api "in" > http has no certificate',
          `loki.source.api "in" > http { tls ${alloy} }`,
        ),
      ],
    },
  },
  unknown: {
    "one of two files": {
      of: resource("core/v1:ConfigMap", {
        data: { "a.yaml": unknownText, "b.yaml": "receivers: { otlp: { protocols: { http: {} } } }" },
      }),
      says: [
        told(
          "ConfigMap shop/web, b.yaml: the receiver of http has no certificate",
          `receivers.otlp.protocols.http.tls: ${yaml}`,
        ),
        '(unjudged) ConfigMap shop/web: not judged, since data["a.yaml"] is not known yet',
      ],
    },
    "all files": {
      of: resource("core/v1:ConfigMap", { data: unknownObject }),
      says: ["(unjudged) ConfigMap shop/web: not judged, since data is not known yet"],
    },
  },
});
