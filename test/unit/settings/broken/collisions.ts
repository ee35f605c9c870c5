import type { BrokenFile } from "../support/broken";

export const collisions: readonly BrokenFile[] = [
  {
    name: "two backends that each have all of a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all }
        mop:mimir: { bucket: all }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.prefix
          found:     nothing
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:tempo.prefix' tempo --stack dev
                     pulumi config set --path 'mop:mimir.prefix' mimir --stack dev
    `,
  },
  {
    name: "three backends that each have all of a bucket",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all }
        mop:mimir: { bucket: all }
        mop:loki: { bucket: all }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:mimir.prefix
          found:     nothing
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:tempo.prefix' tempo --stack dev
                     pulumi config set --path 'mop:mimir.prefix' mimir --stack dev

        mop:loki.prefix
          found:     nothing
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:tempo.prefix' tempo --stack dev
                     pulumi config set --path 'mop:loki.prefix' loki --stack dev
    `,
  },
  {
    name: "a prefix in a bucket that another has all of",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all }
        mop:loki: { bucket: all, prefix: logs }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "logs"
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:tempo.prefix' tempo --stack dev
                     pulumi config set --path 'mop:loki.prefix' loki --stack dev
    `,
  },
  {
    name: "all of a bucket where another has a prefix",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all, prefix: traces }
        mop:mimir: { bucket: all }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.prefix
          found:     nothing
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:mimir.prefix' mimir --stack dev
    `,
  },
  {
    name: "one prefix for two backends",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all, prefix: mop }
        mop:loki: { bucket: all, prefix: mop }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "mop"
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:loki.prefix' loki --stack dev
    `,
  },
  {
    name: "one prefix for the rules of two backends",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: all, prefix: mop }
        mop:loki: { bucket: all, prefix: mop }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "mop"
          expected:  a prefix of its own, or another bucket: mop:mimir.bucket is all as well
          mend:      pulumi config set --path 'mop:loki.prefix' loki --stack dev
    `,
  },
  {
    name: "a prefix that is where another keeps its blocks",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all, prefix: metricsblocks }
        mop:mimir: { bucket: all, prefix: metrics }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.prefix
          found:     "metrics"
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is all as well
          mend:      pulumi config set --path 'mop:mimir.prefix' mimir --stack dev
    `,
  },
  {
    name: "a prefix that is where another keeps its rules",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: all, prefix: log }
        mop:loki: { bucket: all, prefix: logruler }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "logruler"
          expected:  a prefix of its own, or another bucket: mop:mimir.bucket is all as well
          mend:      pulumi config set --path 'mop:loki.prefix' loki --stack dev
    `,
  },
];
