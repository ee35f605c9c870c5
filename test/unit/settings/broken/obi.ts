import type { BrokenFile } from "../support/broken";

export const obi: readonly BrokenFile[] = [
  {
    name: "the version main",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: main
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "main"
          expected:  a release from v0.13.0 on: main is whatever was merged last, a different program every day
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "the version latest",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: latest
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "latest"
          expected:  a release from v0.13.0 on: latest moves, so a restarted pod may run another program than its neighbour
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "the version v0.12.0, which has no image",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: v0.12.0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "v0.12.0"
          expected:  a release from v0.13.0 on: v0.12.0 is a tag without an image
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "the version v0.11.0, which can panic a kernel",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: v0.11.0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "v0.11.0"
          expected:  a release from v0.13.0 on: before v0.12.1 it can panic the kernel of a node (OBI issue 3056), before v0.13.0 it has memory-safety faults
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "the version v0.12.1, which has memory-safety faults",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: v0.12.1
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "v0.12.1"
          expected:  a release from v0.13.0 on: before v0.13.0 it has memory-safety faults (OBI pull request 3317)
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "a version without its v",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: "1.0.0"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "1.0.0"
          expected:  a release from v0.13.0 on: this is not the tag of a release, and tags of OBI begin with v
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "a version that is none",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: newest
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "newest"
          expected:  a release from v0.13.0 on: this is not the tag of a release, and tags of OBI begin with v
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "a version that no tag could have",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          version: "v0.15.2 # pinned"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.version
          found:     "v0.15.2 # pinned"
          expected:  a release such as "v1.2.3" or "3.2.1"
          mend:      pulumi config set --path 'mop:obi.version' v0.15.2 --stack dev
    `,
  },
  {
    name: "nothing switched on",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          traces: false
          metrics:
            application: false
            serviceGraph: false
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.traces
          found:     false, and every metric of mop:obi.metrics is off as well
          expected:  traces or at least one metric, since OBI does not start without anything to do
          mend:      pulumi config set --path 'mop:obi.traces' true --stack dev
    `,
  },
  {
    name: "no protocol",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          protocols: []
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.protocols
          found:     []
          expected:  at least one protocol, since with none OBI reports nothing
          mend:      pulumi config rm --path 'mop:obi.protocols' --stack dev
    `,
  },
  {
    name: "an unknown protocol",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          protocols: [http, thrift]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.protocols[1]
          found:     "thrift"
          expected:  one of "http", "grpc", "sql", "redis", "kafka", "mongo", "dns", "mqtt", "nats", "amqp", "couchbase", "memcached", "sunrpc", "aerospike", "gpu", "genai"
          mend:      pulumi config rm --path 'mop:obi.protocols[1]' --stack dev
    `,
  },
  {
    name: "no namespace to watch",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          watch:
            namespaces: []
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.watch.namespaces
          found:     []
          expected:  at least one namespace or pattern, "*" for all
          mend:      pulumi config rm --path 'mop:obi.watch.namespaces' --stack dev
    `,
  },
  {
    name: "one namespace to watch, and a wrong one",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          watch:
            namespaces: [Payments]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.watch.namespaces[0]
          found:     "Payments"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:obi.watch.namespaces' --stack dev
    `,
  },
  {
    name: "trace context to pass on, and no application that is observed",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          contextPropagation: headers
          traces: false
          metrics:
            application: false
            serviceGraph: false
            network: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.contextPropagation
          found:     "headers"
          expected:  "off" while no application is observed: there is no trace whose context could be passed on
          mend:      pulumi config set --path 'mop:obi.contextPropagation' off --stack dev
    `,
  },
];
