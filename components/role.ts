import { millicores, type Resources, type Storage } from "../settings";

/**
 * One part of a backend that runs on its own. A backend that is one program has one role, which does everything.
 */
export interface Role {
  /** Name of its workload: "mimir", or "mimir-ingester". */
  readonly name: string;
  /** What `-target` says. */
  readonly target: string;
  /** A StatefulSet keeps state on a volume or goes by a lasting name; a Deployment does neither. */
  readonly kind: "StatefulSet" | "Deployment";
  readonly replicas: number;
  /** Up to how many it is scaled by load; only where nothing is lost by scaling down. */
  readonly maxReplicas?: number;
  readonly resources: Resources;
  /** The volume of each pod; without one it writes to scratch space. */
  readonly storage?: Storage;
  /** Seconds from SIGTERM to SIGKILL: what handing over or flushing takes. */
  readonly gracePeriod: number;
  /** Names of the roles that it calls by gRPC, its own among them where replicas call each other. */
  readonly calls: readonly string[];
  /** How those find it: by its Service, by the names of its pods, or, when not set, through the ring. */
  readonly foundBy?: "service" | "headless";
  /** Whether it takes telemetry in, and whether it answers queries. */
  readonly writes?: true;
  readonly reads?: true;
}

/** Where the parts of a backend run as several pods that find each other. */
export const ringed = (roles: readonly Role[]): boolean =>
  roles.some(({ replicas, calls }) => replicas > 1 || calls.length > 0);

/** What a part asks for by its short form: twice as many cores may be used, memory may not be exceeded. */
export function partResources({ cpu, memory }: { readonly cpu: string; readonly memory: string }): Resources {
  const twice = millicores(cpu) * 2;
  return {
    requests: { cpu, memory },
    limits: { cpu: twice % 1_000 === 0 ? String(twice / 1_000) : `${twice}m`, memory },
  };
}

/** One program that does everything, alone or in several copies that call each other. */
export const oneForAll = (
  name: string,
  { resources, storage }: { readonly resources: Resources; readonly storage: Storage },
  replicas: number,
  gracePeriod: number,
): Role => ({
  name,
  target: "all",
  kind: "StatefulSet",
  replicas,
  resources,
  storage,
  gracePeriod,
  calls: replicas > 1 ? [name] : [],
  writes: true,
  reads: true,
});

interface Part {
  readonly replicas: number;
  readonly maxReplicas?: number;
  readonly cpu: string;
  readonly memory: string;
}

/** What a role of a distributed backend is beyond its size: by default a Deployment that is gone in half a minute. */
type Traits = Pick<Role, "calls"> &
  Partial<Pick<Role, "kind" | "storage" | "gracePeriod" | "foundBy" | "writes" | "reads">>;

/** The roles of a distributed backend, each named after it: "mimir-ingester". Targets in `calls` become such names. */
export const parts = <Target extends string>(
  backend: string,
  sizes: Readonly<Record<Target, Part>>,
  traits: Readonly<Record<Target, Traits>>,
): readonly Role[] =>
  (Object.keys(traits) as Target[]).map((target) => {
    const { replicas, maxReplicas, ...size } = sizes[target];
    return {
      kind: "Deployment",
      gracePeriod: 30,
      ...traits[target],
      name: `${backend}-${target}`,
      target,
      replicas,
      ...(maxReplicas === undefined ? {} : { maxReplicas }),
      resources: partResources(size),
      calls: traits[target].calls.map((called) => `${backend}-${called}`),
    };
  });
