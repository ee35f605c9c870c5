import type { BrokenFile } from "../support/broken";

export const topology: readonly BrokenFile[] = [
  {
    name: "Tempo in three pods",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo:
          topology: replicated
          bucket: traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.topology
          found:     "replicated"
          expected:  not this: two Tempo 3 pods on one bucket break its compaction. "single", or "distributed" with mop:kafka.address
          mend:      pulumi config set --path 'mop:tempo.topology' single --stack dev
    `,
  },
  {
    name: "Tempo in three pods, without a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          topology: replicated
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.topology
          found:     "replicated"
          expected:  not this: two Tempo 3 pods on one bucket break its compaction. "single", or "distributed" with mop:kafka.address
          mend:      pulumi config set --path 'mop:tempo.topology' single --stack dev
    `,
  },
  {
    name: "one pod of Mimir over a broker",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          ingest: kafka
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.ingest
          found:     "kafka"
          expected:  "classic" with topology single: only distributed runs over a broker
          mend:      pulumi config set --path 'mop:mimir.ingest' classic --stack dev
    `,
  },
  {
    name: "three pods of Mimir over a broker",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092" }
        mop:mimir:
          topology: replicated
          ingest: kafka
          bucket: metrics
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.ingest
          found:     "kafka"
          expected:  "classic" with topology replicated: only distributed runs over a broker
          mend:      pulumi config set --path 'mop:mimir.ingest' classic --stack dev
    `,
  },
  {
    name: "Tempo in parts without a broker",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { tls: false }
        mop:tempo:
          topology: distributed
          bucket: traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.address
          found:     nothing
          expected:  host and port of a Kafka-compatible broker, which mop:tempo.topology needs
          mend:      pulumi config set --path 'mop:kafka.address' HOST:9092 --stack dev
    `,
  },
  {
    name: "Mimir in parts over a broker that is not named",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir:
          topology: distributed
          ingest: kafka
          bucket: metrics
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.address
          found:     nothing
          expected:  host and port of a Kafka-compatible broker, which mop:mimir.ingest needs
          mend:      pulumi config set --path 'mop:kafka.address' HOST:9092 --stack dev
    `,
  },
  {
    name: "Tempo and Mimir in parts over a broker that is not named",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { tls: false }
        mop:tempo:
          topology: distributed
          bucket: traces
        mop:mimir:
          topology: distributed
          ingest: kafka
          bucket: metrics
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.address
          found:     nothing
          expected:  host and port of a Kafka-compatible broker, which mop:tempo.topology needs
          mend:      pulumi config set --path 'mop:kafka.address' HOST:9092 --stack dev
    `,
  },
  {
    name: "a broker that Tempo 3.0 cannot speak TLS to",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka:
          address: kafka:9093
          tls: true
        mop:tempo:
          topology: distributed
          bucket: traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.tls
          found:     true
          expected:  false with Tempo 3.0.3: it speaks TLS to a broker only from 3.1 on
          mend:      pulumi config set --path 'mop:kafka.tls' false --stack dev
    `,
  },
  {
    name: "another way in to Mimir",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          ingest: pulsar
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.ingest
          found:     "pulsar"
          expected:  one of "classic", "kafka"
          mend:      pulumi config set --path 'mop:mimir.ingest' classic --stack dev
    `,
  },
];
