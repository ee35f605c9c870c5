import type { BrokenFile } from "../support/broken";
import { inProduction } from "../support/production";

export const network: readonly BrokenFile[] = [
  {
    name: "production with a bucket and no addresses",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
    `,
    message: `
      Pulumi.production.yaml has 2 faults; nothing was changed.

        mop:network.apiServer
          found:     nothing
          expected:  the CIDRs of the Kubernetes API server, which Alloy asks about pods; what is not allowed is denied (mop:network.policies)
          mend:      pulumi config set --path 'mop:network.apiServer[0].cidr' 192.0.2.0/24 --stack production

        mop:network.objectStorage
          found:     nothing
          expected:  the CIDRs of the object storage; what is not allowed is denied (mop:network.policies)
          mend:      pulumi config set --path 'mop:network.objectStorage[0].cidr' 192.0.2.0/24 --stack production
    `,
  },
  {
    name: "OBI on the hosts' network without the nodes' addresses",
    stack: "production",
    yaml: inProduction(`mop:obi: { metrics: { network: true } }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:network.nodes
          found:     nothing
          expected:  the CIDRs of the nodes: with network metrics or context propagation OBI is on the hosts' network, where no policy knows it by its labels
          mend:      pulumi config set --path 'mop:network.nodes[0]' 192.0.2.0/24 --stack production
    `,
  },
  {
    name: "no DNS",
    stack: "production",
    yaml: `
      config:
        mop:cluster: { name: eu }
        mop:objectStorage: { endpoint: s3.example.com, region: eu }
        mop:tempo: { bucket: eu-traces }
        mop:mimir: { bucket: eu-metrics }
        mop:loki: { bucket: eu-logs }
        mop:network: { dns: [], apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }
    `,
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:network.dns
          found:     nothing
          expected:  where the cluster's DNS is: without it nobody finds anybody; what is not allowed is denied (mop:network.policies)
          mend:      pulumi config rm --path 'mop:network.dns' --stack production
    `,
  },
  {
    name: "peers that are both, neither or half, and addresses that are none",
    stack: "dev",
    yaml: `
      config:
        mop:network: { readers: [{ namespace: a, cidr: 10.0.0.0/8 }, { podLabels: { a: b } }, {}], nodes: [10.0.0.0, 10.0.0.0/33] }
    `,
    message: `
      Pulumi.dev.yaml has 5 faults; nothing was changed.

        mop:network.nodes[1]
          found:     "10.0.0.0/33"
          expected:  addresses as a CIDR, such as 10.0.0.0/16 or 10.1.2.3/32
          mend:      pulumi config rm --path 'mop:network.nodes[1]' --stack dev

        mop:network.nodes[0]
          found:     "10.0.0.0"
          expected:  addresses as a CIDR, such as 10.0.0.0/16 or 10.1.2.3/32
          mend:      pulumi config rm --path 'mop:network.nodes[0]' --stack dev

        mop:network.readers[2]
          found:     nothing
          expected:  a namespace ("*" for all of them) with or without podLabels, or a cidr
          mend:      pulumi config rm --path 'mop:network.readers[2]' --stack dev

        mop:network.readers[1]
          found:     podLabels alone
          expected:  a namespace ("*" for all of them) with or without podLabels, or a cidr
          mend:      pulumi config set --path 'mop:network.readers[1].namespace' '*' --stack dev

        mop:network.readers[0]
          found:     cidr beside namespace or podLabels
          expected:  one of the two: pods have no lasting addresses
          mend:      pulumi config rm --path 'mop:network.readers[0].cidr' --stack dev
    `,
  },
];
