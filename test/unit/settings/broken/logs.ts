import type { BrokenFile } from "../support/broken";

export const logs: readonly BrokenFile[] = [
  {
    name: "no namespace whose logs are collected",
    stack: "dev",
    yaml: `
      config:
        mop:logs:
          namespaces: []
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:logs.namespaces
          found:     []
          expected:  at least one namespace or pattern, "*" for all
          mend:      pulumi config rm --path 'mop:logs.namespaces' --stack dev
    `,
  },
  {
    name: "a namespace whose logs are left out that is none",
    stack: "dev",
    yaml: `
      config:
        mop:logs:
          ignoreNamespaces: [kube_system]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:logs.ignoreNamespaces[0]
          found:     "kube_system"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:logs.ignoreNamespaces' --stack dev
    `,
  },
  {
    name: "events by their kind",
    stack: "dev",
    yaml: `
      config:
        mop:logs:
          events: [Warning]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:logs.events
          found:     ["Warning"]
          expected:  true or false
          mend:      pulumi config set --path 'mop:logs.events' true --stack dev
    `,
  },
  {
    name: "trace ids in lines, and no traces",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          traces: false
          traceIdsInLogs: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.traceIdsInLogs
          found:     true
          expected:  false while mop:obi.traces is off: there is no trace that a line could name
          mend:      pulumi config set --path 'mop:obi.traceIdsInLogs' false --stack dev
    `,
  },
  {
    name: "trace ids in the lines of some",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          traceIdsInLogs: [shop]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.traceIdsInLogs
          found:     ["shop"]
          expected:  true or false
          mend:      pulumi config set --path 'mop:obi.traceIdsInLogs' false --stack dev
    `,
  },
];
