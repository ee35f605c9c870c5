import type { BrokenFile } from "../support/broken";
import { inProduction } from "../support/production";

export const certificates: readonly BrokenFile[] = [
  {
    name: "an issuer of a kind that there is not",
    stack: "production",
    yaml: inProduction(`mop:certificates: { issuer: { kind: Vault } }`),
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
    yaml: inProduction(`mop:certificates: { install: false, issuer: { kind: ClusterIssuer } }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.name
          found:     nothing
          expected:  the name of the ClusterIssuer, since mop:certificates.issuer.kind is ClusterIssuer
          mend:      pulumi config set --path 'mop:certificates.issuer.name' NAME --stack production
    `,
  },
  {
    name: "an existing issuer and another cert-manager",
    stack: "production",
    yaml: inProduction(`mop:certificates: { issuer: { kind: Issuer, name: platform } }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.install
          found:     true
          expected:  false while mop:certificates.issuer.kind is Issuer: where that is, cert-manager is
          mend:      pulumi config set --path 'mop:certificates.install' false --stack production
    `,
  },
  {
    name: "the root's key beside the backends",
    stack: "production",
    yaml: inProduction(`mop:certificates: { namespace: observability-production }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.namespace
          found:     "observability-production"
          expected:  a namespace of its own: who reads Secrets beside the stack's pods must not read the root's key
          mend:      pulumi config rm --path 'mop:certificates.namespace' --stack production
    `,
  },
  {
    name: "a certificate under a misspelt key",
    stack: "dev",
    yaml: `
      config:
        mop:certificates: { trst: ["-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"] }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:certificates.trst
          found:     unknown key
          expected:  "trust"? The keys here are install, chartVersion, namespace, issuer, secrets, trust, duration, renewBefore, rootDuration
          mend:      pulumi config rm --path 'mop:certificates.trst' --stack dev
                     pulumi config set --path 'mop:certificates.trust[0]' --stack dev -- '-----BEGIN CERTIFICATE-----
      MIIB
      -----END CERTIFICATE-----'
    `,
  },
  {
    name: "a name for the own authority",
    stack: "production",
    yaml: inProduction(`mop:certificates: { issuer: { name: platform } }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.name
          found:     "platform"
          expected:  nothing while mop:certificates.issuer.kind is own
          mend:      pulumi config rm --path 'mop:certificates.issuer.name' --stack production
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
    yaml: inProduction(`mop:certificates: { issuer: { roots: [a, b, a] } }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.issuer.roots[2]
          found:     "a"
          expected:  another name than the roots before it
          mend:      pulumi config rm --path 'mop:certificates.issuer.roots[2]' --stack production
    `,
  },
];
