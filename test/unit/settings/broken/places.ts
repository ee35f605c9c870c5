import type { BrokenFile } from "../support/broken";

export const places: readonly BrokenFile[] = [
  {
    name: "an endpoint with a scheme",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage:
          endpoint: https://s3.eu-west-1.amazonaws.com
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.endpoint
          found:     "https://s3.eu-west-1.amazonaws.com"
          expected:  a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com
          mend:      pulumi config rm --path 'mop:objectStorage.endpoint' --stack dev
    `,
  },
  {
    name: "a broker without a host",
    stack: "dev",
    yaml: `
      config:
        mop:kafka:
          address: ":9092"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.address
          found:     ":9092"
          expected:  a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com
          mend:      pulumi config rm --path 'mop:kafka.address' --stack dev
    `,
  },
  {
    name: "a list of brokers",
    stack: "dev",
    yaml: `
      config:
        mop:kafka:
          address: [kafka-0:9092, kafka-1:9092]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.address
          found:     ["kafka-0:9092","kafka-1:9092"]
          expected:  a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com
          mend:      pulumi config rm --path 'mop:kafka.address' --stack dev
    `,
  },
  {
    name: "a bucket with capitals",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          bucket: Traces
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.bucket
          found:     "Traces"
          expected:  the name of a bucket: 3 to 63 lower-case letters, digits, dashes and dots
          mend:      pulumi config rm --path 'mop:tempo.bucket' --stack dev
    `,
  },
  {
    name: "a bucket with its scheme",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          bucket: s3://metrics
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.bucket
          found:     "s3://metrics"
          expected:  the name of a bucket: 3 to 63 lower-case letters, digits, dashes and dots
          mend:      pulumi config rm --path 'mop:mimir.bucket' --stack dev
    `,
  },
  {
    name: "a prefix with a slash",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:loki:
          bucket: logs
          prefix: eu/logs
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.prefix
          found:     "eu/logs"
          expected:  letters and digits, such as metrics
          mend:      pulumi config rm --path 'mop:loki.prefix' --stack dev
    `,
  },
  {
    name: "a region with a space",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage:
          region: eu west
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.region
          found:     "eu west"
          expected:  a region such as eu-west-1
          mend:      pulumi config rm --path 'mop:objectStorage.region' --stack dev
    `,
  },
  {
    name: "a Secret that is two",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage:
          secret: "key, secret"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.secret
          found:     "key, secret"
          expected:  a DNS name such as fast-ssd
          mend:      pulumi config rm --path 'mop:objectStorage.secret' --stack dev
    `,
  },
  {
    name: "annotations that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:objectStorage:
          serviceAccountAnnotations: [eks.amazonaws.com/role-arn]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:objectStorage.serviceAccountAnnotations
          found:     ["eks.amazonaws.com/role-arn"]
          expected:  a map of names to text
          mend:      pulumi config rm --path 'mop:objectStorage.serviceAccountAnnotations' --stack dev
    `,
  },
  {
    name: "a number of partitions that is none",
    stack: "dev",
    yaml: `
      config:
        mop:kafka:
          partitions: 0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:kafka.partitions
          found:     0
          expected:  a whole number from 1 to 500
          mend:      pulumi config set --path 'mop:kafka.partitions' 3 --stack dev
    `,
  },
  {
    name: "a registry with a scheme",
    stack: "dev",
    yaml: `
      config:
        mop:images:
          registry: https://registry.example.com
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:images.registry
          found:     "https://registry.example.com"
          expected:  a registry's host with or without a path, such as registry.example.com/mirror
          mend:      pulumi config rm --path 'mop:images.registry' --stack dev
    `,
  },
  {
    name: "a pull secret with capitals",
    stack: "dev",
    yaml: `
      config:
        mop:images:
          pullSecrets: [Registry_Login]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:images.pullSecrets[0]
          found:     "Registry_Login"
          expected:  a DNS name such as fast-ssd
          mend:      pulumi config rm --path 'mop:images.pullSecrets' --stack dev
    `,
  },
  {
    name: "one pull secret that is no list",
    stack: "dev",
    yaml: `
      config:
        mop:images:
          pullSecrets: registry-login
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:images.pullSecrets
          found:     "registry-login"
          expected:  a list of names of Secrets
          mend:      pulumi config rm --path 'mop:images.pullSecrets' --stack dev
    `,
  },
  {
    name: "a switch for deletion",
    stack: "dev",
    yaml: `
      config:
        mop:protect: never
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:protect
          found:     "never"
          expected:  true or false
          mend:      pulumi config set --path 'mop:protect' false --stack dev
    `,
  },
];
