import { configPath, type Fault, type Settings, shown } from "../settings";

/** What keeps the data of three signals safe from each other, and in a place that outlives a pod. */
export const storageChecks = (settings: Settings): readonly Fault[] => [
  ...stores.flatMap((store) => bucketFaults(settings, store)),
  ...endpointFaults(settings),
  ...collisionFaults(settings),
];

const stores = ["tempo", "mimir", "loki"] as const;
type Store = (typeof stores)[number];

/** Pods that share data need a place that all of them reach. */
function bucketFaults(settings: Settings, store: Store): Fault[] {
  const { topology, bucket, prefix } = settings[store];
  // That Tempo is not to be replicated is told elsewhere.
  const needed = topology === "distributed" || (topology === "replicated" && store !== "tempo");
  if (needed && bucket === undefined) {
    return [
      {
        path: [store, "bucket"],
        found: "nothing",
        expected: `the name of a bucket: with topology ${topology} the data is in object storage`,
        mend: [{ set: [store, "bucket"], value: "NAME" }],
      },
    ];
  }
  if (bucket === undefined && prefix !== undefined) {
    return [
      {
        path: [store, "prefix"],
        found: shown(prefix),
        expected: `nothing while ${configPath([store, "bucket"])} is not set: there are no objects to begin with it`,
        mend: [{ remove: [store, "prefix"] }],
      },
    ];
  }
  return [];
}

function endpointFaults({ objectStorage, ...settings }: Settings): Fault[] {
  const users = stores.filter((store) => settings[store].bucket !== undefined);
  if (users.length === 0 || objectStorage.endpoint !== undefined) return [];
  return [
    {
      path: ["objectStorage", "endpoint"],
      found: "nothing",
      expected: `the host of the object storage, since ${configPath([users[0], "bucket"])} is set`,
      mend: [{ set: ["objectStorage", "endpoint"], value: "HOST" }],
    },
  ];
}

/** What the names of a backend's objects begin with; none means all of the bucket. */
function beginnings(settings: Settings, store: Store): readonly (string | undefined)[] {
  const { prefix } = settings[store];
  if (prefix === undefined || store === "tempo") return [prefix];
  return store === "mimir"
    ? ["blocks", "ruler", "alertmanager"].map((part) => prefix + part)
    : [prefix, `${prefix}ruler`];
}

/** Backends delete what they do not know, so no two may share a place. */
function collisionFaults(settings: Settings): Fault[] {
  return stores.flatMap((store, n) => {
    const { bucket } = settings[store];
    const other = stores.slice(0, n).find((earlier) => {
      if (bucket === undefined || settings[earlier].bucket !== bucket) return false;
      const taken = beginnings(settings, earlier);
      return beginnings(settings, store).some((mine) => taken.some((theirs) => clash(mine, theirs)));
    });
    if (other === undefined) return [];
    return [
      {
        path: [store, "prefix"],
        found: shown(settings[store].prefix),
        expected: `a prefix of its own, or another bucket: ${configPath([other, "bucket"])} is ${bucket} as well`,
        mend: [
          ...(settings[other].prefix === undefined ? [{ set: [other, "prefix"], value: other }] : []),
          { set: [store, "prefix"], value: free(settings, store) },
        ],
      },
    ];
  });
}

/** A prefix for a backend that meets none of the others'. */
function free(settings: Settings, store: Store): string {
  const others = stores.filter((other) => other !== store).flatMap((other) => beginnings(settings, other));
  const isFree = (prefix: string) =>
    !beginnings({ ...settings, [store]: { ...settings[store], prefix } }, store).some((mine) =>
      others.some((theirs) => theirs !== undefined && clash(mine, theirs)),
    );
  return (
    [store, `${store}data`, `my${store}`].find(isFree) ?? `${store}of${settings.stack.replace(/[^A-Za-z0-9]/g, "")}`
  );
}

const clash = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
