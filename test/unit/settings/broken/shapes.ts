import type { BrokenFile } from "../support/broken";

export const shapes: readonly BrokenFile[] = [
  {
    name: "a map for a text",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version:
            tag: v0.15.2
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     {"tag":"v0.15.2"}
          expected:  a release such as "v1.2.3" or "3.2.1"
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "a text for a component",
    stack: "dev",
    yaml: `
      config:
        mop:obi: v0.15.2
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi
          found:     "v0.15.2"
          expected:  a map with version, watch, ignore, protocols, traces, metrics, contextPropagation, traceIdsInLogs, kernel, goHeaders, probeMetrics, appArmor, seccompProfile, log, nodeSelector, maxUnavailable, resources, extraConfig
          mend:      pulumi config rm --path 'mop:obi' --stack dev
    `,
  },
  {
    name: "a text for a section",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          storage: 50Gi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.storage
          found:     "50Gi"
          expected:  a map with size, class
          mend:      pulumi config rm --path 'mop:tempo.storage' --stack dev
    `,
  },
  {
    name: "a list for a section",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          resources: [500m, 1Gi]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.resources
          found:     ["500m","1Gi"]
          expected:  a map with requests, limits
          mend:      pulumi config rm --path 'mop:alloy.resources' --stack dev
    `,
  },
  {
    name: "a text for a list",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          protocols: http
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.protocols
          found:     "http"
          expected:  a list of http, grpc, sql, redis, kafka, mongo, dns, mqtt, nats, amqp, couchbase, memcached, sunrpc, aerospike, gpu, genai
          mend:      pulumi config rm --path 'mop:obi.protocols' --stack dev
    `,
  },
  {
    name: "a text for a map of labels",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          ignore:
            podLabels: app=cart
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.ignore.podLabels
          found:     "app=cart"
          expected:  a map of names to text
          mend:      pulumi config rm --path 'mop:obi.ignore.podLabels' --stack dev
    `,
  },
  {
    name: "a component without a value",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki
          found:     "null"
          expected:  a map with topology, version, retention, bucket, prefix, storage, resources, extraConfig, limits, roles
          mend:      pulumi config rm --path 'mop:loki' --stack dev
    `,
  },
];
