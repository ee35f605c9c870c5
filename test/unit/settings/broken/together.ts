import type { BrokenFile } from "../support/broken";

export const together: readonly BrokenFile[] = [
  {
    name: "one namespace for all",
    stack: "dev",
    yaml: `
      config:
        mop:namespaces:
          backends: observability
          agents: observability
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:namespaces.agents
          found:     "observability"
          expected:  another namespace than mop:namespaces.backends: the agents' one admits privileged pods
          mend:      pulumi config set --path 'mop:namespaces.agents' obi-dev --stack dev
    `,
  },
  {
    name: "the agents in the default namespace of the backends",
    stack: "staging",
    yaml: `
      config:
        mop:namespaces:
          agents: observability-staging
    `,
    message: `
      Pulumi.staging.yaml has 1 fault; nothing was changed.

        mop:namespaces.agents
          found:     "observability-staging"
          expected:  another namespace than mop:namespaces.backends: the agents' one admits privileged pods
          mend:      pulumi config set --path 'mop:namespaces.agents' obi-staging --stack staging
    `,
  },
  {
    name: "a CPU request above the limit",
    stack: "production",
    yaml: `
      config:
        mop:mimir:
          resources:
            requests:
              cpu: 4500m
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:mimir.resources.requests.cpu
          found:     "4500m"
          expected:  at most the limit, 4
          mend:      pulumi config set --path 'mop:mimir.resources.requests.cpu' 4 --stack production
    `,
  },
  {
    name: "a memory request above the limit",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          resources:
            limits:
              memory: 128Mi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.resources.requests.memory
          found:     "256Mi"
          expected:  at most the limit, 128Mi
          mend:      pulumi config set --path 'mop:loki.resources.requests.memory' 128Mi --stack dev
    `,
  },
  {
    name: "a volume too small for the queues",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: 2Gi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.storage.size
          found:     "2Gi"
          expected:  8Gi or more, to hold the queues of three signals with 2Gi each
          mend:      pulumi config set --path 'mop:alloy.storage.size' 8Gi --stack dev
    `,
  },
  {
    name: "a ratio in the mode that keeps all",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          ratio: 0.25
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     0.25
          expected:  nothing while mop:sampling.mode is all, or the mode ratio
          mend:      pulumi config set --path 'mop:sampling.mode' ratio --stack dev
    `,
  },
  {
    name: "the mode ratio without a ratio",
    stack: "staging",
    yaml: `
      config:
        mop:sampling:
          mode: ratio
    `,
    message: `
      Pulumi.staging.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     nothing
          expected:  a number above 0 and up to 1, since mop:sampling.mode is ratio
          mend:      pulumi config set --path 'mop:sampling.ratio' 0.1 --stack staging
    `,
  },
  {
    name: "the backends in the default namespace of the agents",
    stack: "dev",
    yaml: `
      config:
        mop:namespaces:
          backends: obi-dev
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:namespaces.agents
          found:     "obi-dev"
          expected:  another namespace than mop:namespaces.backends: the agents' one admits privileged pods
          mend:      pulumi config set --path 'mop:namespaces.agents' obi-agents-dev --stack dev
    `,
  },
  {
    name: "a queue smaller than a batch",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          queue: 1Mi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.queue
          found:     "1Mi"
          expected:  4Mi or more, as one batch alone may take 3Mi
          mend:      pulumi config set --path 'mop:alloy.queue' 4Mi --stack dev
    `,
  },
  {
    name: "a memory limit that OBI does not run in",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          resources:
            requests:
              memory: 64Mi
            limits:
              memory: 256Mi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.resources.limits.memory
          found:     "256Mi"
          expected:  384Mi or more: its eBPF maps alone take most of that
          mend:      pulumi config set --path 'mop:obi.resources.limits.memory' 384Mi --stack dev
    `,
  },
  {
    name: "a memory limit that a backend does not run in, below what it requests",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          resources:
            limits:
              memory: 64Mi
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.resources.limits.memory
          found:     "64Mi"
          expected:  128Mi or more: it does not run in less
          mend:      pulumi config set --path 'mop:tempo.resources.limits.memory' 512Mi --stack dev
    `,
  },
];
