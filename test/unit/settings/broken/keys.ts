import type { BrokenFile } from "../support/broken";

export const keys: readonly BrokenFile[] = [
  {
    name: "a misspelt setting",
    stack: "dev",
    yaml: `
      config:
        mop:enviroment: dev
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:enviroment
          found:     unknown key
          expected:  "environment"? The keys here are environment, cluster, namespaces, images, protect, tls, certificates, network, objectStorage, kafka, tenancy, sampling, logs, redaction, obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:enviroment' --stack dev
                     pulumi config set --path 'mop:environment' dev --stack dev
    `,
  },
  {
    name: "a setting that no other resembles",
    stack: "dev",
    yaml: `
      config:
        mop:grafana:
          enabled: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:grafana
          found:     unknown key
          expected:  one of environment, cluster, namespaces, images, protect, tls, certificates, network, objectStorage, kafka, tenancy, sampling, logs, redaction, obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:grafana' --stack dev
    `,
  },
  {
    name: "a misspelt component with settings below it",
    stack: "dev",
    yaml: `
      config:
        mop:lokki:
          retention: 14d
          limits:
            streams: 5000
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:lokki
          found:     unknown key
          expected:  "loki"? The keys here are environment, cluster, namespaces, images, protect, tls, certificates, network, objectStorage, kafka, tenancy, sampling, logs, redaction, obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:lokki' --stack dev
                     pulumi config set --path 'mop:loki.retention' 14d --stack dev
                     pulumi config set --path 'mop:loki.limits.streams' 5000 --stack dev
    `,
  },
  {
    name: "a misspelt key of a component",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          retension: 21d
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.retension
          found:     unknown key
          expected:  "retention"? The keys here are topology, version, retention, bucket, prefix, storage, resources, extraConfig, limits, roles
          mend:      pulumi config rm --path 'mop:tempo.retension' --stack dev
                     pulumi config set --path 'mop:tempo.retention' 21d --stack dev
    `,
  },
  {
    name: "a key of a component that no other resembles",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          highAvailability: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.highAvailability
          found:     unknown key
          expected:  one of topology, ingest, version, retention, bucket, prefix, storage, resources, extraConfig, limits, roles
          mend:      pulumi config rm --path 'mop:mimir.highAvailability' --stack dev
    `,
  },
  {
    name: "a misspelt key four levels down",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          resources:
            limits:
              memroy: 2Gi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.resources.limits.memroy
          found:     unknown key
          expected:  "memory"? The keys here are cpu, memory
          mend:      pulumi config rm --path 'mop:obi.resources.limits.memroy' --stack dev
                     pulumi config set --path 'mop:obi.resources.limits.memory' 2Gi --stack dev
    `,
  },
  {
    name: "a key three levels down that no other resembles",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          log:
            colour: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.log.colour
          found:     unknown key
          expected:  one of level, format
          mend:      pulumi config rm --path 'mop:alloy.log.colour' --stack dev
    `,
  },
  {
    name: "a misspelt section with settings below it",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          metric:
            network: true
            interval: 30s
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.metric
          found:     unknown key
          expected:  "metrics"? The keys here are version, watch, ignore, protocols, traces, metrics, contextPropagation, traceIdsInLogs, kernel, goHeaders, probeMetrics, appArmor, seccompProfile, log, nodeSelector, maxUnavailable, resources, extraConfig
          mend:      pulumi config rm --path 'mop:obi.metric' --stack dev
                     pulumi config set --path 'mop:obi.metrics.network' true --stack dev
                     pulumi config set --path 'mop:obi.metrics.interval' 30s --stack dev
    `,
  },
  {
    name: "a path set without --path",
    stack: "dev",
    yaml: `
      config:
        mop:obi.version: v0.14.0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:["obi.version"]
          found:     unknown key
          expected:  one of environment, cluster, namespaces, images, protect, tls, certificates, network, objectStorage, kafka, tenancy, sampling, logs, redaction, obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:["obi.version"]' --stack dev
    `,
  },
  {
    name: "a key that needs quotes",
    stack: "dev",
    yaml: `
      config:
        mop:cluster:
          "eu.west 1": true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:cluster["eu.west 1"]
          found:     unknown key
          expected:  one of name, context, kubeconfig, domain
          mend:      pulumi config rm --path 'mop:cluster["eu.west 1"]' --stack dev
    `,
  },
  {
    name: "a key in the wrong case",
    stack: "dev",
    yaml: `
      config:
        mop:Loki:
          Retention: 14d
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:Loki
          found:     unknown key
          expected:  "loki"? The keys here are environment, cluster, namespaces, images, protect, tls, certificates, network, objectStorage, kafka, tenancy, sampling, logs, redaction, obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:Loki' --stack dev
                     pulumi config set --path 'mop:loki.Retention' 14d --stack dev
    `,
  },
  {
    name: "a misspelt key with a negative number",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          limit:
            streams: -5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.limit
          found:     unknown key
          expected:  "limits"? The keys here are topology, version, retention, bucket, prefix, storage, resources, extraConfig, limits, roles
          mend:      pulumi config rm --path 'mop:loki.limit' --stack dev
                     pulumi config set --path 'mop:loki.limits.streams' --stack dev -- -5
    `,
  },
  {
    name: "a misspelt key with a list",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          protocol: [http, grpc]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.protocol
          found:     unknown key
          expected:  "protocols"? The keys here are version, watch, ignore, protocols, traces, metrics, contextPropagation, traceIdsInLogs, kernel, goHeaders, probeMetrics, appArmor, seccompProfile, log, nodeSelector, maxUnavailable, resources, extraConfig
          mend:      pulumi config rm --path 'mop:obi.protocol' --stack dev
                     pulumi config set --path 'mop:obi.protocols[0]' http --stack dev
                     pulumi config set --path 'mop:obi.protocols[1]' grpc --stack dev
    `,
  },
];
