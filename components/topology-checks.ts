import { configPath, type Fault, type Path, type Settings, shown } from "../settings";
import { isFilledIn } from "./broker";
import { overBroker } from "./wiring";

/** What a topology needs besides a bucket, and which there is none of. */
export const topologyChecks = (settings: Settings): readonly Fault[] => [
  ...tempoFaults(settings),
  ...ingestFaults(settings),
  ...brokerFaults(settings),
  ...brokerTlsFaults(settings),
  ...dollarFaults(settings),
  ...roleFaults(settings),
  ...scaleFaults(settings),
];

function tempoFaults({ tempo }: Settings): Fault[] {
  if (tempo.topology !== "replicated") return [];
  return [
    {
      path: ["tempo", "topology"],
      found: shown(tempo.topology),
      expected:
        'not this: two Tempo 3 pods on one bucket break its compaction. "single", or "distributed" with mop:kafka.address',
      mend: [{ set: ["tempo", "topology"], value: "single" }],
    },
  ];
}

function ingestFaults({ mimir }: Settings): Fault[] {
  if (mimir.ingest === "classic" || mimir.topology === "distributed") return [];
  return [
    {
      path: ["mimir", "ingest"],
      found: shown(mimir.ingest),
      expected: `"classic" with topology ${mimir.topology}: only distributed runs over a broker`,
      mend: [{ set: ["mimir", "ingest"], value: "classic" }],
    },
  ];
}

/** The setting that brings a broker in. */
function broughtIn(settings: Settings): Path | undefined {
  if (overBroker(settings, "tempo")) return ["tempo", "topology"];
  return overBroker(settings, "mimir") ? ["mimir", "ingest"] : undefined;
}

function brokerFaults(settings: Settings): Fault[] {
  const user = broughtIn(settings);
  if (user === undefined || settings.kafka.address !== undefined) return [];
  return [
    {
      path: ["kafka", "address"],
      found: "nothing",
      expected: `host and port of a Kafka-compatible broker, which ${configPath(user)} needs`,
      mend: [{ set: ["kafka", "address"], value: "HOST:9092" }],
    },
  ];
}

/** Tempo learned to speak TLS to a broker after 3.0 (Tempo pull request 7586). */
function brokerTlsFaults({ environment, tempo, kafka }: Settings): Fault[] {
  if (tempo.topology !== "distributed" || !/^3\.0\./.test(tempo.version)) return [];
  if (environment !== "dev") {
    return [
      {
        path: ["tempo", "topology"],
        found: shown(tempo.topology),
        expected: `"single" with Tempo ${tempo.version} in ${environment}: it speaks TLS to a broker only from 3.1 on`,
        mend: [{ set: ["tempo", "topology"], value: "single" }],
      },
    ];
  }
  if (!kafka.tls) return [];
  return [
    {
      path: ["kafka", "tls"],
      found: "true",
      expected: `false with Tempo ${tempo.version}: it speaks TLS to a broker only from 3.1 on`,
      mend: [{ set: ["kafka", "tls"], value: false }],
    },
  ];
}

/** A configuration that the broker's credentials are filled in to has every other $ filled in as well. */
const dollarFaults = (settings: Settings): Fault[] =>
  (["tempo", "mimir"] as const)
    .filter((backend) => isFilledIn(settings, backend) && JSON.stringify(settings[backend].extraConfig).includes("$"))
    .map((backend) => ({
      path: [backend, "extraConfig"],
      found: "a $ in one of its values",
      expected: "none while mop:kafka.secret is set: what follows a $ would be taken for the name of a variable",
      mend: [{ remove: [backend, "extraConfig"] }],
    }));

/** How many of a role there may be: whether a number fits, what would, in words, and one that does. */
interface Bound {
  readonly fits: (replicas: number) => boolean;
  readonly expected: string;
  readonly value: number;
}

const atLeast = (n: number, why: string): Bound => ({
  fits: (replicas) => replicas >= n,
  expected: `at least ${n}: ${why}`,
  value: n,
});
const atMost = (n: number, why: string): Bound => ({
  fits: (replicas) => replicas <= n,
  expected: `at most ${n}: ${why}`,
  value: n,
});
const exactly = (n: number, why: string): Bound => ({
  fits: (replicas) => replicas === n,
  expected: `${n}: ${why}`,
  value: n,
});

const partitionsOf = "(mop:kafka.partitions)";

/** What each role of a distributed backend wants of its number. */
function bounds({ kafka: { partitions }, mimir }: Settings) {
  const threeCopies = "everything is kept on three of them";
  return {
    tempo: {
      "backend-scheduler": [exactly(1, "two would plan the same work")],
      "live-store": [exactly(partitions, `each reads the partition ${partitionsOf} of its own number`)],
      "block-builder": [
        {
          fits: (replicas: number) => partitions % replicas === 0,
          expected: `a number that ${partitions} can be divided by: they share out the partitions ${partitionsOf} evenly`,
          value: partitions,
        },
      ],
    },
    mimir: {
      ingester: [
        mimir.ingest === "classic"
          ? atLeast(3, threeCopies)
          : atMost(partitions, `each reads the partition ${partitionsOf} of its own number`),
      ],
      "store-gateway": [atLeast(3, "each block is loaded by three of them")],
    },
    loki: {
      ingester: [atLeast(3, threeCopies)],
      compactor: [exactly(1, "two would compact the same index")],
    },
  } satisfies Record<string, Record<string, readonly Bound[]>>;
}

const roleFaults = (settings: Settings): Fault[] =>
  Object.entries(bounds(settings)).flatMap(([name, roles]) => {
    const backend = settings[name as keyof ReturnType<typeof bounds>];
    if (backend.topology !== "distributed") return [];
    const parts: Readonly<Record<string, { readonly replicas: number }>> = backend.roles;
    return Object.entries<readonly Bound[]>(roles).flatMap(([role, wanted]) => {
      const { replicas } = parts[role];
      const broken = wanted.find(({ fits }) => !fits(replicas));
      if (!broken) return [];
      const path = [name, "roles", role, "replicas"];
      return [{ path, found: shown(replicas), expected: broken.expected, mend: [{ set: path, value: broken.value }] }];
    });
  });

/** An autoscaler whose ceiling is below its floor is refused by the API server. */
function scaleFaults(settings: Settings): Fault[] {
  const scaled: (readonly [Path, { readonly replicas: number; readonly maxReplicas?: number }])[] = [
    [["alloy", "receivers"], settings.alloy.receivers],
    ...(["tempo", "mimir", "loki"] as const).flatMap((backend) =>
      Object.entries(settings[backend].roles).map(([role, part]) => [[backend, "roles", role], part] as const),
    ),
  ];
  return scaled.flatMap(([path, { replicas, maxReplicas }]) => {
    if (maxReplicas === undefined || maxReplicas > replicas) return [];
    return [
      {
        path: [...path, "maxReplicas"],
        found: shown(maxReplicas),
        expected: `more than ${configPath([...path, "replicas"])}, ${replicas}, or nothing`,
        mend: [{ remove: [...path, "maxReplicas"] }],
      },
    ];
  });
}
