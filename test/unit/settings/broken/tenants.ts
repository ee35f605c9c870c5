import type { BrokenFile } from "../support/broken";

export const tenants: readonly BrokenFile[] = [
  {
    name: "a default tenant with an underscore",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          default: the_rest
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.default
          found:     "the_rest"
          expected:  letters, digits and dashes, at most 63
          mend:      pulumi config set --path 'mop:tenancy.default' dev --stack dev
    `,
  },
  {
    name: "a tenant with an underscore",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop_eu: { namespaces: [shop] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop_eu
          found:     "shop_eu"
          expected:  letters, digits and dashes, at most 63
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop_eu' --stack dev
    `,
  },
  {
    name: "tenants that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants: [shop, payments]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants
          found:     ["shop","payments"]
          expected:  a map of tenants to what is theirs
          mend:      pulumi config rm --path 'mop:tenancy.tenants' --stack dev
    `,
  },
  {
    name: "a tenant that is a list of namespaces",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop: [shop, shop-eu]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop
          found:     ["shop","shop-eu"]
          expected:  a map with namespaces, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop' --stack dev
    `,
  },
  {
    name: "namespaces of a tenant that are a text",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop: { namespaces: shop }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.namespaces
          found:     "shop"
          expected:  a list of namespaces or patterns such as ["shop-*"]
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.namespaces' --stack dev
    `,
  },
  {
    name: "a namespace of a tenant that is none",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop: { namespaces: [shop, Shop_EU] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.namespaces[1]
          found:     "Shop_EU"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.namespaces[1]' --stack dev
    `,
  },
  {
    name: "a misspelt backend of a tenant",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop:
              namespaces: [shop]
              lokki: { retention: 90d }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.lokki
          found:     unknown key
          expected:  "loki"? The keys here are namespaces, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.lokki' --stack dev
                     pulumi config set --path 'mop:tenancy.tenants.shop.loki.retention' 90d --stack dev
    `,
  },
  {
    name: "a misspelt setting of a tenant",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop:
              namespaces: [shop]
              mimir: { limits: { series: 5000 } }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.mimir.limits.series
          found:     unknown key
          expected:  one of activeSeries, samplesPerSecond
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.mimir.limits.series' --stack dev
    `,
  },
  {
    name: "a limit of a tenant that is none",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop:
              namespaces: [shop]
              tempo: { retention: forever, limits: { megabytesPerSecond: 0 } }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:tenancy.tenants.shop.tempo.retention
          found:     "forever"
          expected:  a duration such as 30s, 15m, 48h or 14d
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.tempo.retention' --stack dev

        mop:tenancy.tenants.shop.tempo.limits.megabytesPerSecond
          found:     0
          expected:  a whole number from 1 to 10000
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.tempo.limits.megabytesPerSecond' --stack dev
    `,
  },
  {
    name: "limits of a tenant that are no map",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop:
              namespaces: [shop]
              loki: { limits: 5 }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.loki.limits
          found:     5
          expected:  a map with megabytesPerSecond, streams
          mend:      pulumi config rm --path 'mop:tenancy.tenants.shop.loki.limits' --stack dev
    `,
  },
];
