import { checks } from "../../../components/checks";
import { parseSettings, shippedRedaction, type Tree } from "../../../settings";

const places = {
  network: { apiServer: [{ cidr: "10.0.0.1/32" }], objectStorage: [{ cidr: "203.0.113.0/24" }] },
  objectStorage: { endpoint: "s3" },
  mimir: { bucket: "metrics" },
  loki: { bucket: "logs" },
};
const needed = { dev: {}, staging: places, production: places };
const dev = (input: Tree) => parseSettings(input, "dev", checks);

test.each([
  ["dev", { topologies: ["single", "single", "single"], ingest: "classic", protect: false, tenancy: false }],
  ["staging", { topologies: ["single", "replicated", "replicated"], ingest: "classic", protect: false, tenancy: true }],
  [
    "production",
    { topologies: ["single", "replicated", "replicated"], ingest: "classic", protect: true, tenancy: true },
  ],
] as const)("how %s holds its data", (environment, expected) => {
  const { tempo, mimir, loki, protect, tenancy } = parseSettings(needed[environment], environment, checks);
  expect({
    topologies: [tempo.topology, mimir.topology, loki.topology],
    ingest: mimir.ingest,
    protect,
    tenancy: tenancy.enabled,
  }).toEqual(expected);
  expect(tenancy).toEqual({ enabled: expected.tenancy, default: environment, tenants: {} });
});

test.each([
  ["dev", 2],
  ["staging", 2],
  ["production", 3],
] as const)("the receivers of %s", (environment, replicas) => {
  expect(parseSettings(needed[environment], environment, checks).alloy.receivers).toEqual({
    replicas,
    resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" } },
  });
});

test("what the sections for places outside hold when the file is silent", () => {
  const { images, objectStorage, kafka, logs } = dev({});
  expect({ images, objectStorage, kafka, logs }).toEqual({
    images: { pullSecrets: [] },
    objectStorage: { pathStyle: false, tls: true, serviceAccountAnnotations: {} },
    kafka: { tls: false, partitions: 3 },
    logs: { pods: true, namespaces: ["*"], ignoreNamespaces: [], events: true },
  });
});

test("a topology needs nothing but its places, which Tempo 3.0 wants without TLS: the standard numbers of its parts go together", () => {
  const { tempo, mimir, loki } = dev({
    objectStorage: { endpoint: "s3" },
    kafka: { address: "kafka:9092", tls: false },
    tempo: { topology: "distributed", bucket: "traces" },
    mimir: { topology: "distributed", ingest: "kafka", bucket: "metrics" },
    loki: { topology: "distributed", bucket: "logs" },
  });
  const replicas = (roles: Readonly<Record<string, { readonly replicas: number }>>) =>
    Object.entries(roles).map(([role, part]) => `${part.replicas} ${role}`);
  expect([tempo.roles, mimir.roles, loki.roles].map(replicas)).toEqual([
    [
      "2 distributor",
      "3 live-store",
      "3 block-builder",
      "1 backend-scheduler",
      "2 backend-worker",
      "2 querier",
      "2 query-frontend",
    ],
    [
      "3 distributor",
      "3 ingester",
      "2 querier",
      "2 query-frontend",
      "2 query-scheduler",
      "3 store-gateway",
      "1 compactor",
      "2 ruler",
    ],
    [
      "3 distributor",
      "3 ingester",
      "3 querier",
      "2 query-frontend",
      "2 query-scheduler",
      "2 index-gateway",
      "1 compactor",
      "2 ruler",
    ],
  ]);
});

test.each([
  ["dev", false],
  ["staging", true],
  ["production", true],
] as const)("whether %s encrypts, and denies what is no connection of it: %s", (environment, on) => {
  const { tls, network, objectStorage, kafka } = parseSettings(needed[environment], environment, checks);
  expect([tls, network.policies]).toEqual([{ enabled: on }, on]);
  // What is outside of the stack is reached over TLS unless the file says otherwise, which only dev may; the pinned Tempo
  // cannot speak it to a broker.
  expect([objectStorage.tls, kafka.tls]).toEqual([true, on]);
});

test.each(["dev", "staging", "production"] as const)("who signs in %s, and for how long", (environment) => {
  expect(parseSettings(needed[environment], environment, checks).certificates).toEqual({
    install: true,
    chartVersion: "v1.21.2",
    namespace: "cert-manager",
    issuer: { kind: "own", roots: ["1"] },
    secrets: {},
    trust: [],
    duration: "90d",
    renewBefore: "30d",
    rootDuration: "3650d",
  });
});

test("nobody is let in and nothing let out that the file does not name, but to the cluster's DNS", () => {
  expect(dev({}).network).toEqual({
    policies: false,
    readers: [],
    applications: [],
    nodes: [],
    apiServer: [],
    objectStorage: [],
    kafka: [],
    dns: [
      { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } },
      { cidr: "169.254.20.10/32", podLabels: {} },
    ],
  });
});

test("a list of the file takes the place of the standard one", () => {
  expect(dev({ network: { dns: [{ namespace: "dns" }] } }).network.dns).toEqual([{ namespace: "dns", podLabels: {} }]);
});

test("a part of a role changes that part alone", () => {
  const { querier } = dev({ mimir: { roles: { querier: { replicas: "5", maxReplicas: "9" } } } }).mimir.roles;
  expect(querier).toEqual({ replicas: 5, maxReplicas: 9, cpu: "1", memory: "2Gi" });
});

test("redaction is on, and a pattern stands beside the shipped ones or in place of one", () => {
  const { enabled, patterns } = dev({
    redaction: { patterns: { customer: "C[0-9]{8}", bearer: "bearer .*" } },
  }).redaction;
  expect(enabled).toBe(true);
  expect(patterns).toEqual({ ...shippedRedaction.patterns, customer: "C[0-9]{8}", bearer: "bearer .*" });
  expect(dev({}).redaction.patterns).toEqual(shippedRedaction.patterns);
});

test("a tenant has what the file says of it, and nothing more", () => {
  const { tenants } = dev({
    tenancy: { enabled: "true", tenants: { shop: { mimir: { limits: { activeSeries: "5000" } } } } },
  }).tenancy;
  expect(tenants).toEqual({ shop: { namespaces: [], mimir: { limits: { activeSeries: 5000 } } } });
});

test("what the command line has stored as text or number becomes what it stands for", () => {
  const { protect, kafka, sampling, objectStorage, mimir } = dev({
    protect: "true",
    kafka: { tls: "true", partitions: "6" },
    sampling: { mode: "tail", ratio: "0.05", keepErrors: "false", spansPerSecond: "100" },
    objectStorage: { endpoint: "s3", tls: "false" },
    mimir: { bucket: 2026, prefix: 1 },
  });
  expect([protect, kafka, objectStorage.tls, mimir.bucket, mimir.prefix]).toEqual([
    true,
    { tls: true, partitions: 6 },
    false,
    "2026",
    "1",
  ]);
  expect(sampling).toEqual({
    mode: "tail",
    ratio: 0.05,
    keepErrors: false,
    spansPerSecond: 100,
    at: "gateway",
    wait: "10s",
  });
});
