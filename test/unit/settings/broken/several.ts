import type { BrokenFile } from "../support/broken";

export const several: readonly BrokenFile[] = [
  {
    name: "faults of the environment, of single values and of whole components",
    stack: "shop",
    yaml: `
      config:
        mop:environment: prodution
        mop:namespaces:
          agents: telemetry
          backends: telemetry
        mop:obi:
          version: latest
          metrics:
            intervall: 15s
        mop:alloy:
          replicas: many
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:tempo:
          retention: forever
          extraConfig:
            storage: s3
        mop:loki:
          bucket: logs
          retention: 6h
          limits:
            streams: 5
    `,
    message: `
      Pulumi.shop.yaml has 9 faults; nothing was changed.

        mop:environment
          found:     "prodution"
          expected:  one of "dev", "staging", "production"
          mend:      pulumi config set --path 'mop:environment' production --stack shop

        mop:obi.metrics.intervall
          found:     unknown key
          expected:  "interval"? The keys here are interval, application, serviceGraph, spanMetrics, host, runtime, network, networkPackets, networkZones, tcpRoundTripTime, tcpRetransmits, tcpFailedConnections, tcpBytes
          mend:      pulumi config rm --path 'mop:obi.metrics.intervall' --stack shop
                     pulumi config set --path 'mop:obi.metrics.interval' 15s --stack shop

        mop:alloy.replicas
          found:     "many"
          expected:  a whole number from 1 to 50
          mend:      pulumi config set --path 'mop:alloy.replicas' 3 --stack shop

        mop:tempo.retention
          found:     "forever"
          expected:  a duration such as 30s, 15m, 48h or 14d
          mend:      pulumi config set --path 'mop:tempo.retention' 14d --stack shop

        mop:loki.limits.streams
          found:     5
          expected:  a whole number from 100 to 10000000
          mend:      pulumi config set --path 'mop:loki.limits.streams' 20000 --stack shop

        mop:namespaces.agents
          found:     "telemetry"
          expected:  another namespace than mop:namespaces.backends: the agents' one admits privileged pods
          mend:      pulumi config set --path 'mop:namespaces.agents' obi-shop --stack shop

        mop:obi.version
          found:     "latest"
          expected:  a release from v0.13.0 on: latest moves, so a restarted pod may run another program than its neighbour
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack shop

        mop:tempo.extraConfig.storage
          found:     "s3"
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:tempo.extraConfig.storage' --stack shop

        mop:loki.retention
          found:     "6h"
          expected:  24h or more: Loki deletes by whole days
          mend:      pulumi config set --path 'mop:loki.retention' 24h --stack shop
    `,
  },
  {
    name: "two faults of one section and one of another",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          version: latest
          topology: cluster
        mop:sampling:
          ratio: 2
    `,
    message: `
      Pulumi.dev.yaml has 3 faults; nothing was changed.

        mop:sampling.ratio
          found:     2
          expected:  a number above 0 and up to 1
          mend:      pulumi config rm --path 'mop:sampling.ratio' --stack dev

        mop:mimir.topology
          found:     "cluster"
          expected:  one of "single", "replicated", "distributed"
          mend:      pulumi config set --path 'mop:mimir.topology' single --stack dev

        mop:mimir.version
          found:     "latest"
          expected:  the tag of a release, written as 3.2.0 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:mimir.version' 3.2.0 --stack dev
    `,
  },
  {
    name: "two wrong members of a list, the last told first",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          ignore:
            namespaces: [Bad_1, Bad_2, good]
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:obi.ignore.namespaces[1]
          found:     "Bad_2"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:obi.ignore.namespaces[1]' --stack dev

        mop:obi.ignore.namespaces[0]
          found:     "Bad_1"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:obi.ignore.namespaces[0]' --stack dev
    `,
  },
  {
    name: "two wrong blocks of Alloy with a right one between them",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          extraConfig:
            - block: otelcol exporter
            - block: otelcol.exporter.debug
              label: mine
            - block: otelcol.exporter.debug
              label: mine
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:alloy.extraConfig[2]
          found:     otelcol.exporter.debug "mine"
          expected:  a label of its own: this block is there already
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[2]' --stack dev

        mop:alloy.extraConfig[0].block
          found:     "otelcol exporter"
          expected:  the name of a block, such as otelcol.exporter.otlp
          mend:      pulumi config rm --path 'mop:alloy.extraConfig[0]' --stack dev
    `,
  },
];
