import type { BrokenFile } from "../support/broken";

/** Figures and texts that would be refused, or would do harm, only once the stack runs. */
export const figures: readonly BrokenFile[] = [
  {
    name: "a tier that asks for more than it may use, and for too little memory",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          receivers:
            resources: { requests: { cpu: 4 }, limits: { cpu: 1, memory: 64Mi } }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:alloy.receivers.resources.requests.cpu
          found:     "4"
          expected:  at most the limit, 1
          mend:      pulumi config set --path 'mop:alloy.receivers.resources.requests.cpu' 1 --stack dev

        mop:alloy.receivers.resources.limits.memory
          found:     "64Mi"
          expected:  128Mi or more: it does not run in less
          mend:      pulumi config set --path 'mop:alloy.receivers.resources.limits.memory' 512Mi --stack dev
    `,
  },
  {
    name: "a part with too little memory",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          roles:
            ingester: { memory: 64Mi }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.roles.ingester.memory
          found:     "64Mi"
          expected:  128Mi or more: it does not run in less
          mend:      pulumi config set --path 'mop:mimir.roles.ingester.memory' 128Mi --stack dev
    `,
  },
  {
    name: "a cap that is too small to be shared out",
    stack: "dev",
    yaml: `
      config:
        mop:sampling: { mode: tail, ratio: 0.1, slowerThan: 1s, spansPerSecond: 100 }
        mop:alloy: { replicas: 2 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.spansPerSecond
          found:     100
          expected:  800 or more with mop:alloy.replicas 2: a trace larger than its share is never kept
          mend:      pulumi config set --path 'mop:sampling.spansPerSecond' 800 --stack dev
    `,
  },
  {
    name: "a tenant whose logs are kept for an hour",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop: { loki: { retention: 1h } }
        mop:alloy: { storage: { size: 10Gi } }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.loki.retention
          found:     "1h"
          expected:  24h or more: Loki deletes by whole days
          mend:      pulumi config set --path 'mop:tenancy.tenants.shop.loki.retention' 24h --stack dev
    `,
  },
  {
    name: "a $ in a configuration that credentials are filled in to",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092", tls: false, secret: broker }
        mop:tempo:
          topology: distributed
          bucket: traces
          extraConfig: { http_api_prefix: /$1 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.extraConfig
          found:     a $ in one of its values
          expected:  none while mop:kafka.secret is set: what follows a $ would be taken for the name of a variable
          mend:      pulumi config rm --path 'mop:tempo.extraConfig' --stack dev
    `,
  },
  {
    name: "credentials in the configuration of a backend, whose values are not told",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir:
          bucket: metrics
          extraConfig: { common: { storage: { s3: { secret_access_key: hunter2 } } } }
        mop:tempo:
          extraConfig: { storage: { trace: { s3: { access_key: hunter2 } } } }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:tempo.extraConfig.storage.trace.s3.access_key
          found:     a credential
          expected:  not here: mop:objectStorage.secret names the Secret that holds credentials
          mend:      pulumi config rm --path 'mop:tempo.extraConfig.storage.trace.s3.access_key' --stack dev

        mop:mimir.extraConfig.common.storage.s3.secret_access_key
          found:     a credential
          expected:  not here: mop:objectStorage.secret names the Secret that holds credentials
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.common.storage.s3.secret_access_key' --stack dev
    `,
  },
  {
    name: "two backends with the same prefix, which is the name of one",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: shared, prefix: loki }
        mop:loki: { bucket: shared, prefix: loki }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "loki"
          expected:  a prefix of its own, or another bucket: mop:tempo.bucket is shared as well
          mend:      pulumi config set --path 'mop:loki.prefix' lokidata --stack dev
    `,
  },
];
