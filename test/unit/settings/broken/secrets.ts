import type { BrokenFile } from "../support/broken";

export const secrets: readonly BrokenFile[] = [
  {
    name: "a setting that is a secret",
    stack: "dev",
    yaml: `
      config:
        mop:cluster:
          secure: v1:aGVsbG8=:c2VjcmV0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:cluster
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:cluster' --stack dev
    `,
  },
  {
    name: "a secret within a component",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            otel_traces_export:
              endpoint:
                secure: v1:aGVsbG8=:c2VjcmV0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:obi' --stack dev
    `,
  },
  {
    name: "two secrets",
    stack: "dev",
    yaml: `
      config:
        mop:cluster:
          context:
            secure: v1:aGVsbG8=:c2VjcmV0
        mop:tempo:
          version:
            secure: v1:bW9yZQ==:bW9yZQ==
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:cluster
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:cluster' --stack dev

        mop:tempo
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:tempo' --stack dev
    `,
  },
  {
    name: "a secret beside a fault of another kind",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          version:
            secure: v1:bW9yZQ==:bW9yZQ==
        mop:loki:
          retention: 1h
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:tempo
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:tempo' --stack dev

        mop:loki.retention
          found:     "1h"
          expected:  24h or more: Loki deletes by whole days
          mend:      pulumi config set --path 'mop:loki.retention' 24h --stack dev
    `,
  },
  {
    name: "a secret environment, where the stack's name is none",
    stack: "shop",
    yaml: `
      config:
        mop:environment:
          secure: v1:bW9yZQ==:bW9yZQ==
    `,
    message: `
      Pulumi.shop.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     a secret
          expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
          mend:      pulumi config rm --path 'mop:environment' --stack shop
    `,
  },
];
