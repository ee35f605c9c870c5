import type { BrokenFile } from "../support/broken";

export const environment: readonly BrokenFile[] = [
  {
    name: "one that is misspelt",
    stack: "eu-west",
    yaml: `
      config:
        mop:environment: prodution
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.eu-west.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     "prodution"
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' production --stack eu-west
    `,
  },
  {
    name: "one in the wrong case",
    stack: "shop",
    yaml: `
      config:
        mop:environment: Dev
    `,
    message: `
      Pulumi.shop.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     "Dev"
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' dev --stack shop
    `,
  },
  {
    name: "a stack's name that is nearly one",
    stack: "stagin",
    yaml: `
      config:
        mop:cluster:
          name: stagin
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.stagin.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     nothing
          expected:  one of "dev", "staging", "production", since the stack's name is none of them
          mend:      pulumi config set --path 'mop:environment' staging --stack stagin
    `,
  },
  {
    name: "a stack's name that is none",
    stack: "shop",
    yaml: `
      config:
        mop:cluster:
          name: shop
    `,
    message: `
      Pulumi.shop.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     nothing
          expected:  one of "dev", "staging", "production", since the stack's name is none of them
          mend:      pulumi config set --path 'mop:environment' dev --stack shop
    `,
  },
  {
    name: "a list",
    stack: "shop",
    yaml: `
      config:
        mop:environment: [dev]
    `,
    message: `
      Pulumi.shop.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     ["dev"]
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' dev --stack shop
    `,
  },
  {
    name: "a stack's name that begins with one",
    stack: "staging-eu",
    yaml: `
      config:
        mop:cluster:
          name: eu
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.staging-eu.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     nothing
          expected:  one of "dev", "staging", "production", since the stack's name is none of them
          mend:      pulumi config set --path 'mop:environment' staging --stack staging-eu
    `,
  },
  {
    name: "one that is misspelt, where the stack's name is one",
    stack: "dev",
    yaml: `
      config:
        mop:environment: prodution
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     "prodution"
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' production --stack dev
    `,
  },
  {
    name: "one that is cut short",
    stack: "shop",
    yaml: `
      config:
        mop:environment: prod
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
    message: `
      Pulumi.shop.yaml has 1 fault; nothing was changed.

        mop:environment
          found:     "prod"
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' production --stack shop
    `,
  },
];
