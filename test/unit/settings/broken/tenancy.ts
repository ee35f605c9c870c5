import type { BrokenFile } from "../support/broken";

export const tenancy: readonly BrokenFile[] = [
  {
    name: "tenants whose data is kept together",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          tenants:
            payments: { namespaces: [payments] }
            shop: { namespaces: ["shop-*"] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants
          found:     payments, shop
          expected:  nothing while mop:tenancy.enabled is false: all data is together then
          mend:      pulumi config set --path 'mop:tenancy.enabled' true --stack dev
    `,
  },
  {
    name: "tenants that are switched off",
    stack: "production",
    yaml: `
      config:
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
        mop:tenancy:
          enabled: false
          tenants:
            payments: { namespaces: [payments] }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants
          found:     payments
          expected:  nothing while mop:tenancy.enabled is false: all data is together then
          mend:      pulumi config set --path 'mop:tenancy.enabled' true --stack production
    `,
  },
  {
    name: "a tenant that is the default one",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            dev: { namespaces: [shop] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.dev
          found:     "dev"
          expected:  another name: it is mop:tenancy.default, whose settings are those of the stack
          mend:      pulumi config rm --path 'mop:tenancy.tenants.dev' --stack dev
    `,
  },
  {
    name: "a tenant that is the default one by another name",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          default: rest
          tenants:
            rest: { namespaces: [shop] }
            shop: { namespaces: [shop] }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:tenancy.tenants.rest
          found:     "rest"
          expected:  another name: it is mop:tenancy.default, whose settings are those of the stack
          mend:      pulumi config rm --path 'mop:tenancy.tenants.rest' --stack dev

        mop:alloy.storage.size
          found:     "2Gi"
          expected:  3Gi or more, to hold what comes in for 3 tenants during an outage of 30m (mop:alloy.queue)
          mend:      pulumi config set --path 'mop:alloy.storage.size' 3Gi --stack dev
    `,
  },
];
