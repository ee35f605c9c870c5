import type { BrokenFile } from "../support/broken";

export const quantities: readonly BrokenFile[] = [
  {
    name: "a flag",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          goHeaders: "yes"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.goHeaders
          found:     "yes"
          expected:  true or false
          mend:      pulumi config set --path 'mop:obi.goHeaders' false --stack dev
    `,
  },
  {
    name: "a whole number below its range",
    stack: "production",
    yaml: `
      config:
        mop:alloy:
          replicas: 0
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:alloy.replicas
          found:     0
          expected:  a whole number from 1 to 50
          mend:      pulumi config set --path 'mop:alloy.replicas' 3 --stack production
    `,
  },
  {
    name: "a whole number above its range",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          limits:
            streams: 10000001
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.limits.streams
          found:     10000001
          expected:  a whole number from 100 to 10000000
          mend:      pulumi config set --path 'mop:loki.limits.streams' 10000 --stack dev
    `,
  },
  {
    name: "a fraction for a whole number",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          limits:
            megabytesPerSecond: 2.5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.limits.megabytesPerSecond
          found:     2.5
          expected:  a whole number from 1 to 10000
          mend:      pulumi config set --path 'mop:tempo.limits.megabytesPerSecond' 15 --stack dev
    `,
  },
  {
    name: "a ratio of 0",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: ratio
          ratio: 0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     0
          expected:  a number above 0 and up to 1
          mend:      pulumi config rm --path 'mop:sampling.ratio' --stack dev
    `,
  },
  {
    name: "a ratio above 1",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: ratio
          ratio: 1.5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     1.5
          expected:  a number above 0 and up to 1
          mend:      pulumi config rm --path 'mop:sampling.ratio' --stack dev
    `,
  },
  {
    name: "a duration",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          retention: 7 days
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.retention
          found:     "7 days"
          expected:  a duration such as 30s, 15m, 48h or 14d
          mend:      pulumi config set --path 'mop:mimir.retention' 48h --stack dev
    `,
  },
  {
    name: "a size",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          storage:
            size: 10GB
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.storage.size
          found:     "10GB"
          expected:  a size such as 512Mi or 10Gi
          mend:      pulumi config set --path 'mop:tempo.storage.size' 5Gi --stack dev
    `,
  },
  {
    name: "a size set with a bare number",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue:
            perSecond:
              logs: 1024
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue.perSecond.logs
          found:     1024
          expected:  a size such as 512Mi or 10Gi
          mend:      pulumi config set --path 'mop:alloy.queue.perSecond.logs' 128Ki --stack dev
    `,
  },
  {
    name: "cores",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          resources:
            requests:
              cpu: 0.5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.resources.requests.cpu
          found:     0.5
          expected:  cores such as 2 or 250m
          mend:      pulumi config set --path 'mop:obi.resources.requests.cpu' 50m --stack dev
    `,
  },
  {
    name: "a number too large to count with",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          replicas: 1.0e+300
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.replicas
          found:     1e+300
          expected:  a whole number from 1 to 50
          mend:      pulumi config set --path 'mop:alloy.replicas' 1 --stack dev
    `,
  },
];
