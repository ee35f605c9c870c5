import fc from "fast-check";
import { merge, type Tree } from "../../../../settings";
import { flag, name, some } from "./arbitrary-values";
import { newAuthority, oldAuthority } from "./authorities";

/** TLS, certificates and network rules, and what they need to know of the cluster and of what is outside. */

const authority = fc.constantFrom(oldAuthority, newAuthority, `\n${oldAuthority}\n`, newAuthority.trim());
const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, bits]) => `${address}/${bits}`),
);

const pods = fc.record(
  {
    namespace: fc.oneof(name, fc.constant("*")),
    podLabels: fc.dictionary(fc.constantFrom("app", "app.kubernetes.io/name", "tier"), name, { maxKeys: 2 }),
  },
  { requiredKeys: ["namespace"] },
);
const addresses = cidr.map((range) => ({ cidr: range }));
const peers = (minLength: number) => fc.array(fc.oneof(pods, addresses), { minLength, maxLength: 3 });

/** Every address that any stack could need. */
const network = fc.record(
  {
    readers: peers(0),
    applications: peers(0),
    nodes: fc.array(cidr, { minLength: 1, maxLength: 2 }),
    apiServer: peers(1),
    objectStorage: peers(1),
    kafka: peers(1),
    dns: peers(1),
  },
  { requiredKeys: ["nodes", "apiServer", "objectStorage", "kafka"] },
);

/** Lives that fit each other: all three, or one that fits the others' defaults of 90, 30 and 3650 days. */
const lives = fc.oneof(
  fc
    .tuple(fc.integer({ min: 24, max: 9_000 }), fc.integer({ min: 1, max: 8_999 }), fc.integer({ min: 0, max: 900 }))
    .map(([duration, before, more]) => ({
      duration: `${duration}h`,
      renewBefore: `${1 + (before % (duration - 1))}h`,
      rootDuration: `${2 * duration + 24 * more}h`,
    })),
  fc.integer({ min: 31, max: 1_825 }).map((days) => ({ duration: `${days}d` })),
  fc.integer({ min: 1, max: 89 }).map((days) => ({ renewBefore: `${days}d` })),
  fc.integer({ min: 26, max: 520 }).map((weeks) => ({ rootDuration: `${weeks}w` })),
);

const existing = fc.record({ kind: fc.constantFrom("Issuer", "ClusterIssuer"), name });

const signers = fc.oneof(
  fc.constant({}),
  some({
    kind: fc.constant("own"),
    roots: fc.uniqueArray(fc.oneof(name, fc.constantFrom(1, "2")), { minLength: 1, maxLength: 3, selector: String }),
  }),
  existing,
  fc.record({ kind: fc.constant("Secrets") }),
);

const certificates = fc
  .tuple(
    some({
      install: flag,
      chartVersion: fc.constantFrom("v1.21.2", "v1.9.0"),
      namespace: name.map((end) => `pki-${end}`),
      trust: fc.array(authority, { maxLength: 2 }),
    }),
    fc.record({ issuer: signers }),
    fc.oneof(fc.constant({}), lives),
  )
  .map(([common, signer, life]): Tree => {
    // Where an issuer is, cert-manager is.
    const there = "name" in signer.issuer ? { install: false } : {};
    return merge(common, signer, there, life);
  });

const domain = fc.constantFrom("cluster.local", "k8s", "eu-1.example.com");

const secure: fc.Arbitrary<Tree> = fc
  .record({
    cluster: some({ domain }),
    certificates,
    network,
    objectStorage: some({ ca: authority }),
    kafka: some({ ca: authority }),
  })
  .map((settings): Tree => settings);

const switches = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Tree> =>
  some({
    tls: some({ enabled: value }),
    network: some({ policies: value }),
    objectStorage: some({ tls: value }),
    kafka: some({ tls: value }),
  });

/** What may be laid over settings of any environment; only dev may switch anything off. */
export const security = fc.record({ secure, on: switches(fc.constantFrom(true, "true")), either: switches(flag) }).map(
  ({ secure: common, on, either }) =>
    (environment: unknown): Tree =>
      merge(common, environment === "dev" ? either : on),
);

const parts = {
  tempo: [
    "distributor",
    "live-store",
    "block-builder",
    "backend-scheduler",
    "backend-worker",
    "querier",
    "query-frontend",
  ],
  mimir: [
    "distributor",
    "ingester",
    "querier",
    "query-frontend",
    "query-scheduler",
    "store-gateway",
    "compactor",
    "ruler",
  ],
  loki: [
    "distributor",
    "ingester",
    "querier",
    "query-frontend",
    "query-scheduler",
    "index-gateway",
    "compactor",
    "ruler",
  ],
};

interface Sized {
  readonly certificates: { readonly issuer: { readonly kind?: string } };
  readonly sampling?: { readonly mode?: string };
  readonly alloy: { readonly replicas?: unknown };
  readonly tempo?: { readonly topology?: unknown };
  readonly mimir?: { readonly topology?: unknown };
  readonly loki?: { readonly topology?: unknown };
}

/**
 * Where Secrets are there already, one is named for each workload that runs, and for no other.
 *
 * @param standardMode sampling.mode where `input` is silent
 */
export function withSecrets(input: Tree, standardMode = "all"): Tree {
  const settings = input as unknown as Sized;
  if (settings.certificates.issuer.kind !== "Secrets") return input;
  // How many there are by default goes by the environment.
  const { replicas = 2 } = settings.alloy;
  const { mode = standardMode } = settings.sampling ?? {};
  const gateways = mode === "tail" && Number(replicas) > 1 ? ["alloy", "alloy-receiver"] : ["alloy"];
  const backends = (["tempo", "mimir", "loki"] as const).flatMap((backend) =>
    settings[backend]?.topology === "distributed" ? parts[backend].map((part) => `${backend}-${part}`) : [backend],
  );
  const secrets = Object.fromEntries(["obi", ...gateways, ...backends].map((name) => [name, `${name}-certificate`]));
  return merge(input, { alloy: { replicas }, certificates: { secrets } });
}
