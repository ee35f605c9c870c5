import { clientTls } from "../../../../policy/rules/client-tls";
import { configMap, container, deployment, deploymentWith, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [found, "  why: whoever is on the network can read the call, or answer it", `  fix: ${fix}`].join("\n");

const scrape = (body: string) => configMap("config.alloy", `prometheus.scrape "pods" {\n${body}\n}`);
const mimir = (rest: string) => configMap("mimir.yaml", `distributor: {}\ningester: {}\n${rest}`);

const tls = "tls_cert_path: /etc/tls/tls.crt, tls_ca_path: /etc/tls/ca.crt";

testRule(clientTls, {
  passes: {
    "clients with TLS": mimir(
      `ingester_client: { grpc_client_config: { tls_enabled: true, ${tls} } }\nmemberlist: { tls_enabled: true, join_members: [ring] }`,
    ),
    "TLS from an anchor": mimir(
      `tls: &tls { tls_enabled: true }\ningester_client:\n  grpc_client_config:\n    <<: *tls\n    grpc_compression: snappy`,
    ),
    "gossip with nobody": mimir("memberlist: { bind_addr: [127.0.0.1] }"),
    "the same keys in another program": configMap(
      "app.yaml",
      "memberlist: { join_members: [a] }\nkafka: { address: b }",
    ),
    "a scrape over https": scrape('targets = discovery.kubernetes.pods.targets\nscheme = "https"'),
    "a scrape of an exporter within": scrape("targets = prometheus.exporter.unix.node.targets"),
    "a scrape of itself": scrape('targets = [{ "__address__" = "127.0.0.1:12345", job = "alloy" }]'),
    "names, links, origins and proxies": [
      configMap("schema.json", '{ "$schema": "http://json-schema.org/draft-07/schema#" }'),
      configMap("rules.yaml", "annotations: { runbook_url: http://wiki.example.com/full }"),
      configMap("config.yaml", "cors: { allowed_origins: ['http://shop.example.com'] }"),
      scrape('scheme = "https"\nproxy_url = "http://proxy:3128"'),
      deploymentWith({ env: [{ name: "HTTPS_PROXY", value: "http://proxy:3128" }], args: ["--proxy_url=http://p:1"] }),
    ],
    "a dashboard": configMap("web.json", '{ "panels": [], "schemaVersion": 39, "links": [{ "url": "http://wiki" }] }'),
    "telemetry and stores": configMap("a.yaml", "otlp: { insecure: true }\ns3: { insecure: true }"),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "URLs and switches of any program": {
      of: configMap(
        "app.yaml",
        "orders: { url: 'http://user:secret@orders:8080/path?token=x', tls: { insecure_skip_verify: true } }\nbrokers: [https://a, http://b:9092]",
      ),
      says: [
        told(
          "ConfigMap shop/settings, app.yaml: orders.url is http://orders:8080/…",
          "orders.url: https://orders:8080/…",
        ),
        told(
          "ConfigMap shop/settings, app.yaml: orders.tls.insecure_skip_verify is true",
          "orders.tls.insecure_skip_verify: false",
        ),
        told("ConfigMap shop/settings, app.yaml: brokers[1] is http://b:9092", "brokers[1]: https://b:9092"),
      ],
    },
    "clients of Mimir": {
      of: mimir(
        [
          "ingester_client: { grpc_client_config: { grpc_compression: snappy } }",
          `query_scheduler: { grpc_client_config: { ${tls} } }`,
          `store_gateway_client: { ${tls} }`,
          "ruler: { ruler_client: { tls_enabled: false } }",
          "memberlist: { join_members: [ring] }",
          "ingest_storage: { kafka: { address: kafka:9092 } }",
        ].join("\n"),
      ),
      says: [
        "ingester_client.grpc_client_config",
        "query_scheduler.grpc_client_config",
        "store_gateway_client",
        "ruler.ruler_client",
        "memberlist",
        "ingest_storage.kafka",
      ].map((path) => told(`ConfigMap shop/settings, mimir.yaml: ${path} has no TLS`, `${path}.tls_enabled: true`)),
    },
    Alloy: {
      of: configMap(
        "config.alloy",
        [
          'prometheus.scrape "pods" {\n\ttargets = discovery.kubernetes.pods.targets\n\ttls_config { insecure_skip_verify = true }\n}',
          'prometheus.remote_write "mimir" {\n\tendpoint { url = "http://user:secret@mimir:8080/api?token=x" }\n}',
        ].join("\n"),
      ),
      says: [
        told(
          'ConfigMap shop/settings, config.alloy: prometheus.scrape "pods" asks over http',
          'prometheus.scrape "pods" { scheme = "https" }',
        ),
        told(
          'ConfigMap shop/settings, config.alloy: prometheus.scrape "pods" > tls_config has insecure_skip_verify = true',
          'prometheus.scrape "pods" > tls_config { insecure_skip_verify = false }',
        ),
        told(
          'ConfigMap shop/settings, config.alloy: prometheus.remote_write "mimir" > endpoint has url = "http://mimir:8080/…"',
          'prometheus.remote_write "mimir" > endpoint { url = "https://mimir:8080/…" }',
        ),
      ],
    },
    "containers of every role": {
      of: deployment({
        containers: [container({ env: [{ name: "ORDERS_URL", value: "http://orders" }] })],
        initContainers: [container({ name: "copy", args: ["--kubelet-insecure-tls", "--skip-verify=false"] })],
        ephemeralContainers: [{ name: "debug", command: ["curl", "http://user:secret@orders:8080/a?token=x"] }],
      }),
      says: [
        told(
          'Deployment shop/web, init container "copy": --kubelet-insecure-tls',
          "spec.template.spec.initContainers[0].args[0]: --kubelet-insecure-tls=false",
        ),
        told(
          'Deployment shop/web, container "web": ORDERS_URL is http://orders',
          "spec.template.spec.containers[0].env[0].value: https://orders",
        ),
        told(
          'Deployment shop/web, ephemeral container "debug": http://orders:8080/…',
          "spec.template.spec.ephemeralContainers[0].command[1]: https://orders:8080/…",
        ),
      ],
    },
  },
  unknown: {
    "the environment, and not the arguments": {
      of: deploymentWith({ env: unknownList, args: ["--insecure"] }),
      says: [
        told(
          'Deployment shop/web, container "web": --insecure',
          "spec.template.spec.containers[0].args[0]: --insecure=false",
        ),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].env is not known yet",
      ],
    },
    "one of two files": {
      of: resource("core/v1:ConfigMap", { data: { "a.yaml": unknownText, "b.yaml": "api: http://orders" } }),
      says: [
        told("ConfigMap shop/web, b.yaml: api is http://orders", "api: https://orders"),
        '(unjudged) ConfigMap shop/web: not judged, since data["a.yaml"] is not known yet',
      ],
    },
  },
});
