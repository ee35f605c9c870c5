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
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
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
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:loki: { bucket: logs }
        mop:mimir:
          bucket: metrics
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
