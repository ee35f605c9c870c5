import type { BrokenFile } from "../support/broken";

export const roles: readonly BrokenFile[] = [
  {
    name: "two ingesters of Mimir",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir:
          topology: distributed
          bucket: metrics
          roles:
            ingester: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.roles.ingester.replicas
          found:     2
          expected:  at least 3: everything is kept on three of them
          mend:      pulumi config set --path 'mop:mimir.roles.ingester.replicas' 3 --stack dev
    `,
  },
  {
    name: "two store-gateways of Mimir",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir:
          topology: distributed
          bucket: metrics
          roles:
            store-gateway: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.roles.store-gateway.replicas
          found:     2
          expected:  at least 3: each block is loaded by three of them
          mend:      pulumi config set --path 'mop:mimir.roles.store-gateway.replicas' 3 --stack dev
    `,
  },
  {
    name: "two ingesters of Loki and two compactors",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:loki:
          topology: distributed
          bucket: logs
          roles:
            ingester: { replicas: 2 }
            compactor: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:loki.roles.ingester.replicas
          found:     2
          expected:  at least 3: everything is kept on three of them
          mend:      pulumi config set --path 'mop:loki.roles.ingester.replicas' 3 --stack dev

        mop:loki.roles.compactor.replicas
          found:     2
          expected:  1: two would compact the same index
          mend:      pulumi config set --path 'mop:loki.roles.compactor.replicas' 1 --stack dev
    `,
  },
  {
    name: "two schedulers of Tempo",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092", tls: false }
        mop:tempo:
          topology: distributed
          bucket: traces
          roles:
            backend-scheduler: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.roles.backend-scheduler.replicas
          found:     2
          expected:  1: two would plan the same work
          mend:      pulumi config set --path 'mop:tempo.roles.backend-scheduler.replicas' 1 --stack dev
    `,
  },
  {
    name: "fewer live-stores of Tempo than partitions",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092", tls: false, partitions: 12 }
        mop:tempo:
          topology: distributed
          bucket: traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.roles.live-store.replicas
          found:     3
          expected:  12: each reads the partition (mop:kafka.partitions) of its own number
          mend:      pulumi config set --path 'mop:tempo.roles.live-store.replicas' 12 --stack dev
    `,
  },
  {
    name: "block-builders of Tempo that cannot share out the partitions evenly",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092", tls: false }
        mop:tempo:
          topology: distributed
          bucket: traces
          roles:
            block-builder: { replicas: 4 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.roles.block-builder.replicas
          found:     4
          expected:  a number that 3 can be divided by: they share out the partitions (mop:kafka.partitions) evenly
          mend:      pulumi config set --path 'mop:tempo.roles.block-builder.replicas' 3 --stack dev
    `,
  },
  {
    name: "more ingesters of Mimir over a broker than partitions",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092" }
        mop:mimir:
          topology: distributed
          ingest: kafka
          bucket: metrics
          roles:
            ingester: { replicas: 4 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.roles.ingester.replicas
          found:     4
          expected:  at most 3: each reads the partition (mop:kafka.partitions) of its own number
          mend:      pulumi config set --path 'mop:mimir.roles.ingester.replicas' 3 --stack dev
    `,
  },
  {
    name: "a part that Loki does not have",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          roles:
            table-manager: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.roles.table-manager
          found:     unknown key
          expected:  one of distributor, ingester, querier, query-frontend, query-scheduler, index-gateway, compactor, ruler
          mend:      pulumi config rm --path 'mop:loki.roles.table-manager' --stack dev
    `,
  },
  {
    name: "a scale for a part that keeps data",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          roles:
            ingester: { maxReplicas: 9 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.roles.ingester.maxReplicas
          found:     unknown key
          expected:  one of replicas, cpu, memory
          mend:      pulumi config rm --path 'mop:mimir.roles.ingester.maxReplicas' --stack dev
    `,
  },
];
