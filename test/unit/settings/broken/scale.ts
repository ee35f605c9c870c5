import type { BrokenFile } from "../support/broken";

export const scale: readonly BrokenFile[] = [
  {
    name: "receivers that may not become more",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          receivers:
            replicas: 3
            maxReplicas: 3
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.receivers.maxReplicas
          found:     3
          expected:  more than mop:alloy.receivers.replicas, 3, or nothing
          mend:      pulumi config rm --path 'mop:alloy.receivers.maxReplicas' --stack dev
    `,
  },
  {
    name: "receivers that may become no more than the standard",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          receivers:
            maxReplicas: 2
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.receivers.maxReplicas
          found:     2
          expected:  more than mop:alloy.receivers.replicas, 2, or nothing
          mend:      pulumi config rm --path 'mop:alloy.receivers.maxReplicas' --stack dev
    `,
  },
  {
    name: "a part of each backend that may become fewer",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          roles:
            querier: { maxReplicas: 1 }
        mop:mimir:
          roles:
            distributor: { maxReplicas: 2 }
        mop:loki:
          roles:
            querier: { replicas: 8, maxReplicas: 6 }
    `,
    message: `
      Pulumi.dev.yaml has 3 faults; nothing was changed.

        mop:tempo.roles.querier.maxReplicas
          found:     1
          expected:  more than mop:tempo.roles.querier.replicas, 2, or nothing
          mend:      pulumi config rm --path 'mop:tempo.roles.querier.maxReplicas' --stack dev

        mop:mimir.roles.distributor.maxReplicas
          found:     2
          expected:  more than mop:mimir.roles.distributor.replicas, 3, or nothing
          mend:      pulumi config rm --path 'mop:mimir.roles.distributor.maxReplicas' --stack dev

        mop:loki.roles.querier.maxReplicas
          found:     6
          expected:  more than mop:loki.roles.querier.replicas, 8, or nothing
          mend:      pulumi config rm --path 'mop:loki.roles.querier.maxReplicas' --stack dev
    `,
  },
  {
    name: "more receivers than there may be",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          receivers:
            maxReplicas: 101
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.receivers.maxReplicas
          found:     101
          expected:  a whole number from 1 to 100
          mend:      pulumi config rm --path 'mop:alloy.receivers.maxReplicas' --stack dev
    `,
  },
  {
    name: "no receiver",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          receivers:
            replicas: 0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.receivers.replicas
          found:     0
          expected:  a whole number from 1 to 100
          mend:      pulumi config set --path 'mop:alloy.receivers.replicas' 2 --stack dev
    `,
  },
];
