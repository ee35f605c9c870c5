import type { BrokenFile } from "../support/broken";

export const alloy: readonly BrokenFile[] = [
  {
    name: "a map for the list of blocks",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            block: prometheus.exporter.self
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig
          found:     {"block":"prometheus.exporter.self"}
          expected:  a list of blocks
          mend:      pulumi config rm --path 'mop:alloy.extraConfig' --stack dev
    `,
  },
  {
    name: "a text for a block",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - prometheus.exporter.self
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0]
          found:     "prometheus.exporter.self"
          expected:  a map with block, label, attributes and blocks
          mend:      pulumi config rm --path 'mop:alloy.extraConfig' --stack dev
    `,
  },
  {
    name: "a label with a dash",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug
              label: to-stdout
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].label
          found:     "to-stdout"
          expected:  letters, digits and underscores, and not true, false or null
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].label' --stack dev
    `,
  },
  {
    name: "a block that is there already",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.otlp
              label: tempo
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0]
          found:     otelcol.exporter.otlp "tempo"
          expected:  a label of its own: this block is there already
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0]' --stack dev
    `,
  },
  {
    name: "a block given twice",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug
              label: mine
            - block: otelcol.exporter.debug
              label: mine
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[1]
          found:     otelcol.exporter.debug "mine"
          expected:  a label of its own: this block is there already
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[1]' --stack dev
    `,
  },
  {
    name: "a reference that is none",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: prometheus.scrape
              label: mine
              attributes:
                targets: { $ref: "discovery.kubernetes.mine.targets[0]" }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].attributes.targets
          found:     "discovery.kubernetes.mine.targets[0]"
          expected:  a reference such as otelcol.exporter.otlp.tempo.input
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].attributes.targets' --stack dev
    `,
  },
  {
    name: "an unknown key of a block",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug
              label: mine
              attribute:
                verbosity: detailed
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].attribute
          found:     {"verbosity":"detailed"}
          expected:  one of block, label, attributes, blocks
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].attribute' --stack dev
    `,
  },
  {
    name: "a name of an attribute that is none",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug
              label: mine
              attributes:
                not-a-name: 1
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].attributes.not-a-name
          found:     "not-a-name"
          expected:  a name of letters, digits and underscores, and not true, false or null
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].attributes.not-a-name' --stack dev
    `,
  },
  {
    name: "attributes that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug
              label: mine
              attributes: [verbosity]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].attributes
          found:     ["verbosity"]
          expected:  a map
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].attributes' --stack dev
    `,
  },
  {
    name: "inner blocks that are a map",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.otlp
              label: mine
              blocks:
                client: { endpoint: "localhost:4317" }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].blocks
          found:     {"client":{"endpoint":"localhost:4317"}}
          expected:  a list of blocks
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0].blocks' --stack dev
    `,
  },
  {
    name: "a name of a block that is none",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol.exporter.debug default
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.extraConfig[0].block
          found:     "otelcol.exporter.debug default"
          expected:  the name of a block, such as otelcol.exporter.otlp
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0]' --stack dev
    `,
  },
];
