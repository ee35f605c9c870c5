import type { BrokenFile } from "../support/broken";
import { inProduction } from "../support/production";

export const plaintext: readonly BrokenFile[] = [
  {
    name: "a block with two faults, which one command takes out",
    stack: "production",
    yaml: inProduction(
      `mop:alloy: { extraConfig: [{ block: otelcol.exporter.otlphttp, label: mimir, blocks: [{ block: client, attributes: { endpoint: "http://x" } }] }] }`,
    ),
    message: `
      Pulumi.production.yaml has 2 faults; nothing was changed.

        mop:alloy.extraConfig[0].blocks[0].attributes.endpoint
          found:     "http://x"
          expected:  TLS in production: what is sent there could be read, or answered, by others
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0]' --stack production

        mop:alloy.extraConfig[0]
          found:     otelcol.exporter.otlphttp "mimir"
          expected:  a label of its own: this block is there already
          mend:      by the command above
    `,
  },
  {
    name: "object storage over http",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, tls: false, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:objectStorage.tls
          found:     false
          expected:  true in production, where object storage is reached over https
          mend:      pulumi config set --path 'mop:objectStorage.tls' true --stack production
    `,
  },
  {
    name: "an endpoint with http in front",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: http://s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:objectStorage.endpoint
          found:     "http://s3.example.com"
          expected:  a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com
          mend:      pulumi config rm --path 'mop:objectStorage.endpoint' --stack production
    `,
  },
  {
    name: "staging without TLS",
    stack: "staging",
    yaml: inProduction(`mop:tls: { enabled: false }`),
    message: `
      Pulumi.staging.yaml has 1 fault; nothing was changed.

        mop:tls.enabled
          found:     false
          expected:  true in staging, where every connection is encrypted
          mend:      pulumi config set --path 'mop:tls.enabled' true --stack staging
    `,
  },
  {
    name: "staging without network rules",
    stack: "staging",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { policies: false, apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
    `,
    message: `
      Pulumi.staging.yaml has 1 fault; nothing was changed.

        mop:network.policies
          found:     false
          expected:  true in staging, where what is no connection of the stack is denied
          mend:      pulumi config set --path 'mop:network.policies' true --stack staging
    `,
  },
  {
    name: "plaintext by the back door",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics, extraConfig: { server: { http_tls_config: { cert_file: a } }, ruler: { alertmanager_url: "http://alertmanager:9093" }, ingester_client: { grpc_client_config: { tls_enabled: false } } } }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:obi: { extraConfig: { otel_traces_export: { insecure_skip_verify: true } } }
        mop:alloy: { extraConfig: [{ block: otelcol.exporter.otlp, label: x, blocks: [{ block: client, attributes: { endpoint: "x:4317" }, blocks: [{ block: tls, attributes: { insecure: true } }] }] }] }
    `,
    message: `
      Pulumi.production.yaml has 5 faults; nothing was changed.

        mop:mimir.extraConfig.server.http_tls_config
          found:     {"cert_file":"a"}
          expected:  not here: mop:tls.enabled is the setting for it
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.server.http_tls_config' --stack production

        mop:mimir.extraConfig.ruler.alertmanager_url
          found:     "http://alertmanager:9093"
          expected:  TLS in production: what is sent there could be read, or answered, by others
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.ruler.alertmanager_url' --stack production

        mop:mimir.extraConfig.ingester_client.grpc_client_config.tls_enabled
          found:     false
          expected:  TLS in production: what is sent there could be read, or answered, by others
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.ingester_client.grpc_client_config.tls_enabled' --stack production

        mop:obi.extraConfig.otel_traces_export.insecure_skip_verify
          found:     true
          expected:  TLS in production: what is sent there could be read, or answered, by others
          mend:      pulumi config rm --path 'mop:obi.extraConfig.otel_traces_export.insecure_skip_verify' --stack production

        mop:alloy.extraConfig[0].blocks[0].blocks[0].attributes.insecure
          found:     true
          expected:  TLS in production: what is sent there could be read, or answered, by others
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0]' --stack production
    `,
  },
  {
    name: "a Tempo that cannot speak TLS to its broker",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces, topology: distributed }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:kafka: { address: kafka:9093 }
    `,
    message: `
      Pulumi.production.yaml has 2 faults; nothing was changed.

        mop:tempo.topology
          found:     "distributed"
          expected:  "single" with Tempo 3.0.3 in production: it speaks TLS to a broker only from 3.1 on
          mend:      pulumi config set --path 'mop:tempo.topology' single --stack production

        mop:network.kafka
          found:     nothing
          expected:  where the brokers are; what is not allowed is denied (mop:network.policies)
          mend:      pulumi config set --path 'mop:network.kafka[0].cidr' 192.0.2.0/24 --stack production
    `,
  },
  {
    name: "a broker without TLS",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics, topology: distributed, ingest: kafka }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }], kafka: [{ namespace: kafka }] }
        mop:kafka: { address: kafka:9092, tls: false }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:kafka.tls
          found:     false
          expected:  true in production, where the broker is reached over TLS
          mend:      pulumi config set --path 'mop:kafka.tls' true --stack production
    `,
  },
];
