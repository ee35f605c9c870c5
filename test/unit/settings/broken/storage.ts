import type { BrokenFile } from "../support/broken";

export const storage: readonly BrokenFile[] = [
  {
    name: "Mimir in three pods without a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          topology: replicated
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.bucket
          found:     nothing
          expected:  the name of a bucket: with topology replicated the data is in object storage
          mend:      pulumi config set --path 'mop:mimir.bucket' NAME --stack dev
    `,
  },
  {
    name: "Loki in parts without a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          topology: distributed
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.bucket
          found:     nothing
          expected:  the name of a bucket: with topology distributed the data is in object storage
          mend:      pulumi config set --path 'mop:loki.bucket' NAME --stack dev
    `,
  },
  {
    name: "Tempo in parts without a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:kafka: { address: "kafka:9092", tls: false }
        mop:tempo:
          topology: distributed
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.bucket
          found:     nothing
          expected:  the name of a bucket: with topology distributed the data is in object storage
          mend:      pulumi config set --path 'mop:tempo.bucket' NAME --stack dev
    `,
  },
  {
    name: "two backends without a bucket, as staging has them by itself",
    stack: "staging",
    yaml: `
      config:
        mop:cluster:
          name: eu
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
    `,
    message: `
      Pulumi.staging.yaml has 2 faults; nothing was changed.

        mop:mimir.bucket
          found:     nothing
          expected:  the name of a bucket: with topology replicated the data is in object storage
          mend:      pulumi config set --path 'mop:mimir.bucket' NAME --stack staging

        mop:loki.bucket
          found:     nothing
          expected:  the name of a bucket: with topology replicated the data is in object storage
          mend:      pulumi config set --path 'mop:loki.bucket' NAME --stack staging
    `,
  },
  {
    name: "a prefix for what is on a volume",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          prefix: logs
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "logs"
          expected:  nothing while mop:loki.bucket is not set: there are no objects to begin with it
          mend:      pulumi config rm --path 'mop:loki.prefix' --stack dev
    `,
  },
  {
    name: "a bucket, and no object storage that it is in",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          bucket: traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.endpoint
          found:     nothing
          expected:  the host of the object storage, since mop:tempo.bucket is set
          mend:      pulumi config set --path 'mop:objectStorage.endpoint' HOST --stack dev
    `,
  },
  {
    name: "two buckets, and no object storage that they are in",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          bucket: metrics
        mop:loki:
          bucket: logs
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.endpoint
          found:     nothing
          expected:  the host of the object storage, since mop:mimir.bucket is set
          mend:      pulumi config set --path 'mop:objectStorage.endpoint' HOST --stack dev
    `,
  },
];
