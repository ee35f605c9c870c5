import type { BrokenFile } from "../support/broken";

export const texts: readonly BrokenFile[] = [
  {
    name: "a choice",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          appArmor: unconfined
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.appArmor
          found:     "unconfined"
          expected:  one of "Unconfined", "RuntimeDefault"
          mend:      pulumi config set --path 'mop:obi.appArmor' Unconfined --stack dev
    `,
  },
  {
    name: "a topology that there is none of",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          topology: cluster
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.topology
          found:     "cluster"
          expected:  one of "single", "replicated", "distributed"
          mend:      pulumi config set --path 'mop:mimir.topology' single --stack dev
    `,
  },
  {
    name: "the path of a seccomp profile",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          seccompProfile: /var/lib/kubelet/seccomp/obi.json
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.seccompProfile
          found:     "/var/lib/kubelet/seccomp/obi.json"
          expected:  the path of a profile, such as profiles/obi.json
          mend:      pulumi config rm --path 'mop:obi.seccompProfile' --stack dev
    `,
  },
  {
    name: "a pattern in a list of namespaces",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          watch:
            namespaces:
              - shop-*
              - Payments
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.watch.namespaces[1]
          found:     "Payments"
          expected:  a namespace or a pattern such as "shop-*"
          mend:      pulumi config rm --path 'mop:obi.watch.namespaces[1]' --stack dev
    `,
  },
  {
    name: "a label that is a list",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          watch:
            podLabels:
              app.kubernetes.io/name: [cart, checkout]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.watch.podLabels["app.kubernetes.io/name"]
          found:     ["cart","checkout"]
          expected:  text
          mend:      pulumi config rm --path 'mop:obi.watch.podLabels["app.kubernetes.io/name"]' --stack dev
    `,
  },
  {
    name: "labels that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          nodeSelector:
            - pool=apps
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.nodeSelector
          found:     ["pool=apps"]
          expected:  a map of label names to values
          mend:      pulumi config rm --path 'mop:obi.nodeSelector' --stack dev
    `,
  },
  {
    name: "a percentage",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          maxUnavailable: 150%
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.maxUnavailable
          found:     "150%"
          expected:  a percentage such as 10%, or a number of pods
          mend:      pulumi config set --path 'mop:obi.maxUnavailable' 100% --stack dev
    `,
  },
  {
    name: "the name of a namespace",
    stack: "dev",
    yaml: `
      config:
        mop:namespaces:
          agents: OBI_Agents
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:namespaces.agents
          found:     "OBI_Agents"
          expected:  lower-case letters, digits and dashes, at most 63, such as observability-dev
          mend:      pulumi config set --path 'mop:namespaces.agents' obi-dev --stack dev
    `,
  },
  {
    name: "the name of a storage class",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          storage:
            class: -fast
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.storage.class
          found:     "-fast"
          expected:  a DNS name such as fast-ssd
          mend:      pulumi config rm --path 'mop:loki.storage.class' --stack dev
    `,
  },
  {
    name: "an empty text",
    stack: "dev",
    yaml: `
      config:
        mop:cluster:
          name: dev
          context: ""
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:cluster.context
          found:     ""
          expected:  the name of a kubeconfig context
          mend:      pulumi config rm --path 'mop:cluster.context' --stack dev
    `,
  },
  {
    name: "the value of a node's label",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          nodeSelector:
            topology.kubernetes.io/zone: eu west
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.nodeSelector["topology.kubernetes.io/zone"]
          found:     "eu west"
          expected:  at most 63 letters, digits, dashes, dots and underscores
          mend:      pulumi config rm --path 'mop:obi.nodeSelector["topology.kubernetes.io/zone"]' --stack dev
    `,
  },
  {
    name: "the name of a node's label",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          nodeSelector:
            node pool: apps
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.nodeSelector["node pool"]
          found:     "node pool"
          expected:  the name of a label, such as node.kubernetes.io/instance-type
          mend:      pulumi config rm --path 'mop:obi.nodeSelector["node pool"]' --stack dev
    `,
  },
];
