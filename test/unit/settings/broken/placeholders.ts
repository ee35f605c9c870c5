import type { BrokenFile } from "../support/broken";

export const placeholders: readonly BrokenFile[] = [
  {
    name: "the order of the reference, whatever that of the file",
    stack: "dev",
    yaml: `
      config:
        mop:loki: { bucket: set-me-logs }
        mop:kafka: { address: set-me, secret: set-me-too }
        mop:cluster: { context: set-me, name: set-me }
    `,
    message: `
      Pulumi.dev.yaml has 5 faults; nothing was changed.

        mop:cluster.name
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:cluster.name' VALUE --stack dev

        mop:cluster.context
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:cluster.context' VALUE --stack dev

        mop:kafka.address
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:kafka.address' VALUE --stack dev

        mop:kafka.secret
          found:     "set-me-too", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:kafka.secret' VALUE --stack dev

        mop:loki.bucket
          found:     "set-me-logs", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:loki.bucket' VALUE --stack dev
    `,
  },
  {
    name: "members of lists, and labels",
    stack: "dev",
    yaml: `
      config:
        mop:images:
          pullSecrets: [registry-login, set-me, set-me-too]
        mop:obi:
          watch: { namespaces: [set-me] }
          ignore: { podLabels: { app.kubernetes.io/name: set-me } }
    `,
    message: `
      Pulumi.dev.yaml has 4 faults; nothing was changed.

        mop:images.pullSecrets[2]
          found:     "set-me-too", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:images.pullSecrets[2]' VALUE --stack dev

        mop:images.pullSecrets[1]
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:images.pullSecrets[1]' VALUE --stack dev

        mop:obi.watch.namespaces[0]
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:obi.watch.namespaces[0]' VALUE --stack dev

        mop:obi.ignore.podLabels["app.kubernetes.io/name"]
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:obi.ignore.podLabels["app.kubernetes.io/name"]' VALUE --stack dev
    `,
  },
  {
    name: "a tenant's own",
    stack: "dev",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants:
            shop: { namespaces: [shop, set-me-shop] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tenancy.tenants.shop.namespaces[1]
          found:     "set-me-shop", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:tenancy.tenants.shop.namespaces[1]' VALUE --stack dev
    `,
  },
  {
    name: "a component's own configuration",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.otlp
              label: mine
              attributes: { endpoints: [{ url: set-me }] }
        mop:loki:
          extraConfig: { ruler: { alertmanager_url: set-me } }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:alloy.extraConfig[0].attributes.endpoints[0].url
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:alloy.extraConfig[0].attributes.endpoints[0].url' VALUE --stack dev

        mop:loki.extraConfig.ruler.alertmanager_url
          found:     "set-me", a placeholder
          expected:  what only you can know
          mend:      pulumi config set --path 'mop:loki.extraConfig.ruler.alertmanager_url' VALUE --stack dev
    `,
  },
];
