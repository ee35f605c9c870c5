import type { BrokenFile } from "../support/broken";
import { inProduction } from "../support/production";

export const lives: readonly BrokenFile[] = [
  {
    name: "certificates that are renewed before they are issued",
    stack: "production",
    yaml: inProduction(`mop:certificates: { duration: 24h }`),
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
    yaml: inProduction(`mop:certificates: { duration: 1h, renewBefore: 5m }`),
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
    yaml: inProduction(`mop:certificates: { rootDuration: 100d }`),
    message: `
      Pulumi.production.yaml has 1 fault; nothing was changed.

        mop:certificates.rootDuration
          found:     "100d"
          expected:  at least twice mop:certificates.duration, 90d: nothing it signs may outlive it
          mend:      pulumi config set --path 'mop:certificates.rootDuration' 4320h --stack production
    `,
  },
];
