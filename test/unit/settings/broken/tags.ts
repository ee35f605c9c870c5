import type { BrokenFile } from "../support/broken";

export const tags: readonly BrokenFile[] = [
  {
    name: "a moving tag of Alloy",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          version: latest
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.version
          found:     "latest"
          expected:  the tag of a release, written as v1.19.2 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:alloy.version' v1.19.2 --stack dev
    `,
  },
  {
    name: "a moving tag of Tempo",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          version: main
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.version
          found:     "main"
          expected:  the tag of a release, written as 3.0.3 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:tempo.version' 3.0.3 --stack dev
    `,
  },
  {
    name: "a moving tag of Mimir",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          version: r340
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.version
          found:     "r340"
          expected:  the tag of a release, written as 3.2.0 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:mimir.version' 3.2.0 --stack dev
    `,
  },
  {
    name: "a moving tag of Loki",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          version: k250-amd64
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.version
          found:     "k250-amd64"
          expected:  the tag of a release, written as 3.7.8 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:loki.version' 3.7.8 --stack dev
    `,
  },
  {
    name: "a tag of Alloy without its v",
    stack: "dev",
    yaml: `
      config:
        mop:alloy:
          version: 1.19.2
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:alloy.version
          found:     "1.19.2"
          expected:  the tag of a release, written as v1.19.2 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:alloy.version' v1.19.2 --stack dev
    `,
  },
  {
    name: "a tag of Tempo with a v",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          version: v3.0.3
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.version
          found:     "v3.0.3"
          expected:  the tag of a release, written as 3.0.3 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:tempo.version' 3.0.3 --stack dev
    `,
  },
  {
    name: "a tag of Mimir with a v",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          version: v3.2.0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.version
          found:     "v3.2.0"
          expected:  the tag of a release, written as 3.2.0 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:mimir.version' 3.2.0 --stack dev
    `,
  },
  {
    name: "a tag of Loki with a v",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          version: v3.7.8
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.version
          found:     "v3.7.8"
          expected:  the tag of a release, written as 3.7.8 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:loki.version' 3.7.8 --stack dev
    `,
  },
  {
    name: "a tag that is no whole release",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          version: 3.7.x
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.version
          found:     "3.7.x"
          expected:  the tag of a release, written as 3.7.8 is: any other has no image, or moves
          mend:      pulumi config set --path 'mop:loki.version' 3.7.8 --stack dev
    `,
  },
];
