import type { BrokenFile } from "../support/broken";

export const certificates: readonly BrokenFile[] = [
  {
    name: "an issuer of a kind that there is not",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { issuer: { kind: Vault } }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.kind
          found:     "Vault"
          expected:  one of "own", "Issuer", "ClusterIssuer", "Secrets"
          mend:      pulumi config set --path 'mop:certificates.issuer.kind' own --stack production
    `,
  },
  {
    name: "an existing issuer without a name",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { issuer: { kind: ClusterIssuer } }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.name
          found:     nothing
          expected:  the name of the ClusterIssuer, since mop:certificates.issuer.kind is ClusterIssuer
          mend:      pulumi config set --path 'mop:certificates.issuer.name' NAME --stack production
    `,
  },
  {
    name: "a name for the own authority",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { issuer: { name: platform } }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.name
          found:     "platform"
          expected:  nothing while mop:certificates.issuer.kind is own
          mend:      pulumi config rm --path 'mop:certificates.issuer.name' --stack production
    `,
  },
  {
    name: "certificates that are renewed before they are issued",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { duration: 24h }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.renewBefore
          found:     "30d"
          expected:  less than mop:certificates.duration, 24h; a third of it leaves time to notice
          mend:      pulumi config set --path 'mop:certificates.renewBefore' 8h --stack production
    `,
  },
  {
    name: "certificates that are too short for anybody to notice",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { duration: 1h, renewBefore: 5m }
    `,
    message: `
      Pulumi.production.yaml has 2 faults; nothing was changed.

        mop:certificates.duration
          found:     "1h"
          expected:  24h or more: pods and people need time to notice
          mend:      pulumi config set --path 'mop:certificates.duration' 24h --stack production

        mop:certificates.renewBefore
          found:     "5m"
          expected:  1h or more: pods and people need time to notice
          mend:      pulumi config set --path 'mop:certificates.renewBefore' 1h --stack production
    `,
  },
  {
    name: "a root that ends before what it signs",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { rootDuration: 100d }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.rootDuration
          found:     "100d"
          expected:  at least twice mop:certificates.duration, 90d: nothing it signs may outlive it
          mend:      pulumi config rm --path 'mop:certificates.rootDuration' --stack production
    `,
  },
  {
    name: "existing Secrets, one of them misspelt and two missing",
    stack: "dev",
    yaml: `
      config:
        mop:tls: { enabled: true }
        mop:certificates: { issuer: { kind: Secrets }, secrets: { alloy: a, tempo: b, mimr: c } }
    `,
    message: `
      Pulumi.dev.yaml has 3 faults; nothing was changed.

        mop:certificates.secrets.mimr
          found:     unknown key
          expected:  "mimir"? The keys here are obi, alloy, tempo, mimir, loki
          mend:      pulumi config rm --path 'mop:certificates.secrets.mimr' --stack dev
                     pulumi config set --path 'mop:certificates.secrets.mimir' c --stack dev

        mop:certificates.secrets.obi
          found:     nothing
          expected:  the name of a Secret with tls.crt, tls.key and ca.crt, since mop:certificates.issuer.kind is Secrets
          mend:      pulumi config set --path 'mop:certificates.secrets.obi' NAME --stack dev

        mop:certificates.secrets.loki
          found:     nothing
          expected:  the name of a Secret with tls.crt, tls.key and ca.crt, since mop:certificates.issuer.kind is Secrets
          mend:      pulumi config set --path 'mop:certificates.secrets.loki' NAME --stack dev
    `,
  },
  {
    name: "a Secret where cert-manager makes it",
    stack: "dev",
    yaml: `
      config:
        mop:tls: { enabled: true }
        mop:certificates: { secrets: { alloy: a } }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:certificates.secrets.alloy
          found:     "a"
          expected:  nothing while mop:certificates.issuer.kind is own: cert-manager makes the Secret
          mend:      pulumi config rm --path 'mop:certificates.secrets.alloy' --stack dev
    `,
  },
  {
    name: "a private key among the authorities, of which nothing is told",
    stack: "dev",
    yaml: `
      config:
        mop:certificates: { trust: ["-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----"] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:certificates.trust[0]
          found:     a private key
          expected:  the certificate of an authority in PEM, -----BEGIN CERTIFICATE----- and nothing else
          mend:      pulumi config rm --path 'mop:certificates.trust' --stack dev
    `,
  },
  {
    name: "two roots of one name",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
        mop:certificates: { issuer: { roots: [a, b, a] } }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.roots[2]
          found:     "a"
          expected:  another name than the roots before it
          mend:      pulumi config rm --path 'mop:certificates.issuer.roots[2]' --stack production
    `,
  },
];
