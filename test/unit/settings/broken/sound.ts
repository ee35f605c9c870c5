/** Stack files that are next to a fault. */
interface SoundFile {
  readonly name: string;
  readonly stack?: string;
  readonly yaml: string;
}

export const sound: readonly SoundFile[] = [
  {
    name: "each backend in a bucket of its own",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: traces }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
    `,
  },
  {
    name: "a bucket with a prefix for each backend",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all, prefix: traces }
        mop:mimir: { bucket: all, prefix: metrics }
        mop:loki: { bucket: all, prefix: logs }
    `,
  },
  {
    name: "one prefix in two buckets",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics, prefix: eu }
        mop:loki: { bucket: logs, prefix: eu }
    `,
  },
  {
    name: "Tempo beside the blocks of Mimir",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:tempo: { bucket: all, prefix: eu }
        mop:mimir: { bucket: all, prefix: eu }
    `,
  },
  {
    name: "Mimir in parts without a broker",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { topology: distributed, bucket: metrics }
    `,
  },
  {
    name: "Loki in parts without a broker",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:loki: { topology: distributed, bucket: logs }
    `,
  },
  {
    name: "TLS to a broker from Tempo 3.1",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9093", tls: true }
        mop:tempo: { topology: distributed, bucket: traces, version: 3.1.0 }
    `,
  },
  {
    name: "TLS to a broker that Tempo 3.0 does not use",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9093", tls: true }
        mop:mimir: { topology: distributed, ingest: kafka, bucket: metrics }
    `,
  },
  {
    name: "parts that do not run alone, few as they are",
    yaml: `
      config:
        mop:tempo: { roles: { backend-scheduler: { replicas: 2 }, live-store: { replicas: 1 } } }
        mop:mimir: { roles: { ingester: { replicas: 1 } } }
        mop:loki: { roles: { compactor: { replicas: 2 } } }
    `,
  },
  {
    name: "fewer block-builders than partitions, with as many for each",
    yaml: `
      config:
        mop:objectStorage: { endpoint: s3.example.com }
        mop:kafka: { address: "kafka:9092", tls: false, partitions: 4 }
        mop:tempo:
          topology: distributed
          bucket: traces
          roles: { live-store: { replicas: 4 }, block-builder: { replicas: 2 } }
    `,
  },
  {
    name: "one more of a part than there are",
    yaml: `
      config:
        mop:alloy: { receivers: { replicas: 3, maxReplicas: 4 } }
        mop:tempo: { roles: { querier: { maxReplicas: 3 } } }
    `,
  },
  {
    name: "tenants without namespaces, which labels of pods claim",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants: { shop: { loki: { retention: 90d } } }
    `,
  },
  {
    name: "two tenants where the volume is just large enough",
    yaml: `
      config:
        mop:tenancy:
          enabled: true
          tenants: { payments: {}, shop: {} }
        mop:alloy:
          storage: { size: 3Gi }
    `,
  },
  {
    name: "a volume in another unit",
    yaml: `
      config:
        mop:alloy:
          queue: { outage: 4h }
          storage: { size: 7168Mi }
    `,
  },
  {
    name: "production's volume with one tenant more",
    stack: "production",
    yaml: `
      config:
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:objectStorage: { endpoint: s3.example.com }
        mop:mimir: { bucket: metrics }
        mop:loki: { bucket: logs }
        mop:tenancy:
          tenants: { shop: { namespaces: [shop] } }
    `,
  },
  {
    name: "the mode tail with all that it can tell",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          ratio: 0.1
          keepErrors: false
          slowerThan: 500ms
          spansPerSecond: 400
          wait: 60s
    `,
  },
  {
    name: "trace ids in lines",
    yaml: `
      config:
        mop:obi: { traceIdsInLogs: true }
    `,
  },
  {
    name: "a mirror with a port and a path",
    yaml: `
      config:
        mop:images: { registry: "registry.example.com:5000/mirror", pullSecrets: [login, login-2] }
    `,
  },
  {
    name: "a pattern beside the shipped ones, and one in place of one",
    yaml: `
      config:
        mop:redaction:
          patterns: { customer: "(?i)(customer=)c[0-9]{8}", bearer: "(?s)bearer.*" }
    `,
  },
];
