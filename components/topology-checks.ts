import { configPath, type Fault, type Path, type Settings, shown } from "../settings";

/** What a topology needs besides a bucket, and which there is none of. */
export const topologyChecks = (settings: Settings): readonly Fault[] => [
  ...tempoFaults(settings),
  ...ingestFaults(settings),
  ...brokerFaults(settings),
  ...brokerTlsFaults(settings),
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

/** The settings that bring a broker in. */
const overBroker = ({ tempo, mimir }: Settings): Path | undefined => {
  if (tempo.topology === "distributed") return ["tempo", "topology"];
  return mimir.ingest === "kafka" && mimir.topology === "distributed" ? ["mimir", "ingest"] : undefined;
};

function brokerFaults(settings: Settings): Fault[] {
  const user = overBroker(settings);
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
function brokerTlsFaults({ tempo, kafka }: Settings): Fault[] {
  if (!kafka.tls || tempo.topology !== "distributed" || !/^3\.0\./.test(tempo.version)) return [];
  return [
    {
      path: ["kafka", "tls"],
      found: "true",
      expected: `false with Tempo ${tempo.version}: it speaks TLS to a broker only from 3.1 on`,
      mend: [{ set: ["kafka", "tls"], value: false }],
    },
  ];
}

interface RoleRule {
  readonly path: readonly ["tempo" | "mimir" | "loki", "roles", string, "replicas"];
  readonly least: number;
  readonly most?: number;
  readonly why: string;
}

/** How many of a role there must be. */
function roleFaults({ kafka, ...settings }: Settings): Fault[] {
  const { partitions } = kafka;
  const threeCopies = "everything is kept on three of them";
  const rules: readonly RoleRule[] = [
    { path: ["mimir", "roles", "ingester", "replicas"], least: 3, why: threeCopies },
    { path: ["mimir", "roles", "store-gateway", "replicas"], least: 3, why: "each block is loaded by three of them" },
    { path: ["loki", "roles", "ingester", "replicas"], least: 3, why: threeCopies },
    { path: ["loki", "roles", "compactor", "replicas"], least: 1, most: 1, why: "two would compact the same index" },
    {
      path: ["tempo", "roles", "backend-scheduler", "replicas"],
      least: 1,
      most: 1,
      why: "two would plan the same work",
    },
    {
      path: ["tempo", "roles", "live-store", "replicas"],
      least: partitions,
      why: "each partition (mop:kafka.partitions) needs one that reads it",
    },
    {
      path: ["tempo", "roles", "block-builder", "replicas"],
      least: 1,
      most: partitions,
      why: "there are no more partitions (mop:kafka.partitions) to share out",
    },
  ];
  return rules.flatMap(({ path, least, most = Infinity, why }) => {
    const [backend, , role] = path;
    const { topology, roles } = settings[backend];
    const { replicas } = (roles as Readonly<Record<string, { readonly replicas: number }>>)[role];
    if (topology !== "distributed" || (replicas >= least && replicas <= most)) return [];
    const bound = replicas < least ? least : most;
    return [
      {
        path,
        found: shown(replicas),
        expected: `${least === most ? "" : replicas < least ? "at least " : "at most "}${bound}: ${why}`,
        mend: [{ set: path, value: bound }],
      },
    ];
  });
}

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
