import type { BrokenFile } from "../support/broken";

export const sampling: readonly BrokenFile[] = [
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
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: ratio
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     nothing
          expected:  a number above 0 and up to 1, since mop:sampling.mode is ratio
          mend:      pulumi config set --path 'mop:sampling.ratio' 0.1 --stack dev
    `,
  },
  {
    name: "the mode tail without a ratio",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.ratio
          found:     nothing
          expected:  a number above 0 and up to 1, since mop:sampling.mode is tail
          mend:      pulumi config set --path 'mop:sampling.ratio' 0.1 --stack dev
    `,
  },
  {
    name: "what only the mode tail can tell, in the mode that keeps all",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          slowerThan: 2s
          spansPerSecond: 5000
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:sampling.slowerThan
          found:     "2s"
          expected:  nothing while mop:sampling.mode is all, or the mode tail
          mend:      pulumi config rm --path 'mop:sampling.slowerThan' --stack dev

        mop:sampling.spansPerSecond
          found:     5000
          expected:  nothing while mop:sampling.mode is all, or the mode tail
          mend:      pulumi config rm --path 'mop:sampling.spansPerSecond' --stack dev
    `,
  },
  {
    name: "what only the mode tail can tell, in the mode ratio",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: ratio
          ratio: 0.1
          slowerThan: 500ms
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.slowerThan
          found:     "500ms"
          expected:  nothing while mop:sampling.mode is ratio, or the mode tail
          mend:      pulumi config rm --path 'mop:sampling.slowerThan' --stack dev
    `,
  },
  {
    name: "the mode tail on the nodes",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          ratio: 0.1
          at: node
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.at
          found:     "node"
          expected:  "gateway" with mop:sampling.mode tail: a node never sees the whole of a trace
          mend:      pulumi config set --path 'mop:sampling.at' gateway --stack dev
    `,
  },
  {
    name: "a wait that would fill the memory",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          ratio: 0.1
          wait: 61s
        mop:alloy:
          resources:
            limits: { memory: 3Gi }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.wait
          found:     "61s"
          expected:  60s or less: all traces of that time are in the memory of Alloy (3Gi)
          mend:      pulumi config set --path 'mop:sampling.wait' 60s --stack dev
    `,
  },
  {
    name: "a mode tail with nothing right",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          at: node
          wait: 5m
    `,
    message: `
      Pulumi.dev.yaml has 3 faults; nothing was changed.

        mop:sampling.ratio
          found:     nothing
          expected:  a number above 0 and up to 1, since mop:sampling.mode is tail
          mend:      pulumi config set --path 'mop:sampling.ratio' 0.1 --stack dev

        mop:sampling.at
          found:     "node"
          expected:  "gateway" with mop:sampling.mode tail: a node never sees the whole of a trace
          mend:      pulumi config set --path 'mop:sampling.at' gateway --stack dev

        mop:sampling.wait
          found:     "5m"
          expected:  60s or less: all traces of that time are in the memory of Alloy (512Mi)
          mend:      pulumi config set --path 'mop:sampling.wait' 60s --stack dev
    `,
  },
  {
    name: "a mode that there is none of",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: adaptive
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.mode
          found:     "adaptive"
          expected:  one of "all", "ratio", "tail"
          mend:      pulumi config set --path 'mop:sampling.mode' all --stack dev
    `,
  },
  {
    name: "a cap of no spans",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          ratio: 0.1
          spansPerSecond: 0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.spansPerSecond
          found:     0
          expected:  a whole number from 1 to 10000000
          mend:      pulumi config rm --path 'mop:sampling.spansPerSecond' --stack dev
    `,
  },
  {
    name: "a slowness without a unit",
    stack: "dev",
    yaml: `
      config:
        mop:sampling:
          mode: tail
          ratio: 0.1
          slowerThan: 2
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:sampling.slowerThan
          found:     2
          expected:  a duration such as 30s, 15m, 48h or 14d
          mend:      pulumi config rm --path 'mop:sampling.slowerThan' --stack dev
    `,
  },
];
