import { bytes, configPath, type Fault, milliseconds, type Settings, shown } from "../../settings";
import { extraBlockFaults } from "./extra-blocks";
import { queueSize } from "./queue";
import { leastCap } from "./sample";
import { signals } from "./stage";
import { tenantsOf } from "./tenants";

export const alloyChecks = (settings: Settings): readonly Fault[] => [
  ...volumeFaults(settings),
  ...ratioFaults(settings),
  ...tailFaults(settings),
  ...extraBlockFaults(settings),
];

/** One queue for each signal of each tenant, and a quarter more for what the files need besides. */
function volumeFaults(settings: Settings): Fault[] {
  const { alloy } = settings;
  const tenants = Math.max(1, tenantsOf(settings).length);
  const queues = signals.reduce((sum, signal) => sum + queueSize(settings, signal), 0);
  const needed = Math.ceil((tenants * queues * 1.25) / bytes("1Gi"));
  if (bytes(alloy.storage.size) >= needed * bytes("1Gi")) return [];
  const whose = tenants === 1 ? "" : ` for ${tenants} tenants`;
  return [
    {
      path: ["alloy", "storage", "size"],
      found: shown(alloy.storage.size),
      expected: `${needed}Gi or more, to hold what comes in${whose} during an outage of ${alloy.queue.outage} (mop:alloy.queue)`,
      mend: [{ set: ["alloy", "storage", "size"], value: `${needed}Gi` }],
    },
  ];
}

function ratioFaults({ sampling }: Settings): Fault[] {
  if (sampling.mode !== "all" && sampling.ratio === undefined) {
    return [
      {
        path: ["sampling", "ratio"],
        found: "nothing",
        expected: `a number above 0 and up to 1, since mop:sampling.mode is ${sampling.mode}`,
        mend: [{ set: ["sampling", "ratio"], value: 0.1 }],
      },
    ];
  }
  if (sampling.mode === "all" && sampling.ratio !== undefined) {
    return [
      {
        path: ["sampling", "ratio"],
        found: shown(sampling.ratio),
        expected: "nothing while mop:sampling.mode is all, or the mode ratio",
        mend: [{ set: ["sampling", "mode"], value: "ratio" }],
      },
    ];
  }
  return [];
}

/** What only a look at the whole trace can tell, and what that look costs. */
function tailFaults(settings: Settings): Fault[] {
  const { sampling, alloy } = settings;
  if (sampling.mode !== "tail") {
    return (["slowerThan", "spansPerSecond"] as const)
      .filter((setting) => sampling[setting] !== undefined)
      .map((setting) => ({
        path: ["sampling", setting],
        found: shown(sampling[setting]),
        expected: `nothing while mop:sampling.mode is ${sampling.mode}, or the mode tail`,
        mend: [{ remove: ["sampling", setting] }],
      }));
  }
  const gracePeriod = 60;
  const least = leastCap(settings);
  return [
    ...(sampling.at === "node"
      ? [
          {
            path: ["sampling", "at"],
            found: shown(sampling.at),
            expected: '"gateway" with mop:sampling.mode tail: a node never sees the whole of a trace',
            mend: [{ set: ["sampling", "at"], value: "gateway" }],
          },
        ]
      : []),
    ...(sampling.spansPerSecond !== undefined && sampling.spansPerSecond < least
      ? [
          {
            path: ["sampling", "spansPerSecond"],
            found: shown(sampling.spansPerSecond),
            expected: `${least} or more with ${configPath(["alloy", "replicas"])} ${alloy.replicas}: a trace larger than its share is never kept`,
            mend: [{ set: ["sampling", "spansPerSecond"], value: least }],
          },
        ]
      : []),
    ...(milliseconds(sampling.wait) > gracePeriod * 1_000
      ? [
          {
            path: ["sampling", "wait"],
            found: shown(sampling.wait),
            expected: `${gracePeriod}s or less: all traces of that time are in the memory of Alloy (${alloy.resources.limits.memory})`,
            mend: [{ set: ["sampling", "wait"], value: `${gracePeriod}s` }],
          },
        ]
      : []),
  ];
}
