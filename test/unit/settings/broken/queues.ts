import type { BrokenFile } from "../support/broken";

export const queues: readonly BrokenFile[] = [
  {
    name: "a volume too small for a longer outage",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: { outage: 4h }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "2Gi"
          expected:  7Gi or more, to hold what comes in during an outage of 4h (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 7Gi --stack dev
    `,
  },
  {
    name: "a volume too small for what comes in",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue:
            perSecond: { traces: 384Ki, metrics: 512Ki, logs: 1Mi }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "2Gi"
          expected:  5Gi or more, to hold what comes in during an outage of 30m (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 5Gi --stack dev
    `,
  },
  {
    name: "a volume too small for the smallest queues",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue:
            outage: 1s
          storage: { size: 512Mi }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "512Mi"
          expected:  1Gi or more, to hold what comes in during an outage of 1s (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 1Gi --stack dev
    `,
  },
  {
    name: "a volume too small for several tenants",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            payments: { namespaces: [payments] }
            shop: { namespaces: ["shop-*"] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "2Gi"
          expected:  3Gi or more, to hold what comes in for 3 tenants during an outage of 30m (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 3Gi --stack dev
    `,
  },
  {
    name: "a volume too small for the tenants of production, whose three gateways share the load",
    stack: "production",
    yaml: `
      config:
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
        mop:tenancy:
          tenants:
            payments: { namespaces: [payments] }
            shop: {}
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "20Gi"
          expected:  22Gi or more, to hold what comes in for 3 tenants during an outage of 2h (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 22Gi --stack production
    `,
  },
  {
    name: "an outage without a unit",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: { outage: 60 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue.outage
          found:     60
          expected:  a duration such as 30s, 15m, 48h or 14d
          mend:      pulumi config set --path 'mop:alloy.queue.outage' 30m --stack dev
    `,
  },
  {
    name: "a size for the queue, as it once was",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: 1Gi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue
          found:     "1Gi"
          expected:  a map with outage, perSecond
          mend:      pulumi config rm --path 'mop:alloy.queue' --stack dev
    `,
  },
  {
    name: "a size for what comes in",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: { perSecond: 256Ki }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue.perSecond
          found:     "256Ki"
          expected:  a map with traces, metrics, logs
          mend:      pulumi config rm --path 'mop:alloy.queue.perSecond' --stack dev
    `,
  },
  {
    name: "a signal that there is none of",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue:
            perSecond: { span: 256Ki }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue.perSecond.span
          found:     unknown key
          expected:  one of traces, metrics, logs
          mend:      pulumi config rm --path 'mop:alloy.queue.perSecond.span' --stack dev
    `,
  },
];
