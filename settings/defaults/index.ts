import { images } from "../images";
import type { Environment, StackFile } from "../types";
import { redaction, redactionGate } from "./redaction";
import { lokiRoles, mimirRoles, tempoRoles } from "./roles";

/**
 * What a stack gets when its file is silent. `common` holds for all; an environment says only what differs.
 * Sizes: OBI after published figures of production users, backends after the vendors' sizing pages.
 */

const nobody = { namespaces: [], podLabels: {}, podAnnotations: {} };

const resources = (cpu: [request: string, limit: string], memory: [request: string, limit: string]) => ({
  requests: { cpu: cpu[0], memory: memory[0] },
  limits: { cpu: cpu[1], memory: memory[1] },
});

const common = {
  images: { pullSecrets: [] },
  protect: false,
  tls: { enabled: true },
  certificates: {
    install: true,
    chartVersion: "v1.21.2",
    namespace: "cert-manager",
    issuer: { kind: "own", roots: ["1"] },
    secrets: {},
    trust: [],
    duration: "90d",
    renewBefore: "30d",
    rootDuration: "3650d",
  },
  network: {
    policies: true,
    readers: [],
    applications: [],
    nodes: [],
    apiServer: [],
    objectStorage: [],
    kafka: [],
    dns: [
      { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } },
      // Where NodeLocal DNSCache listens.
      { cidr: "169.254.20.10/32", podLabels: {} },
    ],
  },
  objectStorage: { pathStyle: false, tls: true, serviceAccountAnnotations: {} },
  kafka: { tls: true, partitions: 3 },
  tenancy: { enabled: true, tenants: {} },
  sampling: { mode: "all", at: "gateway", keepErrors: true, wait: "10s" },
  logs: { pods: true, namespaces: ["*"], ignoreNamespaces: [], events: true },
  redaction,
  obi: {
    version: images.obi.version,
    watch: { mode: "opt-out", ...nobody, namespaces: ["*"] },
    ignore: nobody,
    protocols: ["http", "grpc", "sql", "redis", "kafka", "mongo", "dns"],
    traces: true,
    metrics: {
      interval: "60s",
      application: true,
      serviceGraph: true,
      spanMetrics: false,
      host: false,
      runtime: false,
      network: false,
      networkPackets: false,
      networkZones: false,
      tcpRoundTripTime: false,
      tcpRetransmits: false,
      tcpFailedConnections: false,
      tcpBytes: false,
    },
    contextPropagation: "off",
    traceIdsInLogs: false,
    kernel: { before511: false, rhel418: false, restrictedPerfEvents: false },
    goHeaders: false,
    probeMetrics: false,
    appArmor: "Unconfined",
    log: { level: "INFO", format: "text" },
    nodeSelector: {},
    maxUnavailable: "10%",
    resources: resources(["100m", "1"], ["512Mi", "2Gi"]),
    extraConfig: {},
  },
  alloy: {
    version: images.alloy.version,
    replicas: 2,
    receivers: { replicas: 2, resources: resources(["250m", "1"], ["512Mi", "1Gi"]) },
    queue: { outage: "1h", perSecond: { traces: "256Ki", metrics: "256Ki", logs: "256Ki" } },
    storage: { size: "10Gi" },
    log: { level: "info", format: "logfmt" },
    resources: resources(["500m", "2"], ["1Gi", "2Gi"]),
    extraConfig: [],
  },
  tempo: {
    version: images.tempo.version,
    topology: "single",
    retention: "7d",
    storage: { size: "20Gi" },
    resources: resources(["500m", "2"], ["2Gi", "4Gi"]),
    limits: { megabytesPerSecond: 15, megabytesPerTrace: 5 },
    extraConfig: {},
    roles: tempoRoles,
  },
  mimir: {
    version: images.mimir.version,
    topology: "replicated",
    ingest: "classic",
    retention: "30d",
    storage: { size: "20Gi" },
    resources: resources(["500m", "2"], ["2Gi", "4Gi"]),
    limits: { activeSeries: 500_000, samplesPerSecond: 50_000 },
    extraConfig: {},
    roles: mimirRoles,
  },
  loki: {
    version: images.loki.version,
    topology: "replicated",
    retention: "7d",
    storage: { size: "20Gi" },
    resources: resources(["500m", "2"], ["1Gi", "2Gi"]),
    limits: { megabytesPerSecond: 10, streams: 10_000 },
    extraConfig: {},
    roles: lokiRoles,
  },
} satisfies StackFile;

const byEnvironment = {
  dev: {
    tls: { enabled: false },
    network: { policies: false },
    kafka: { tls: false },
    tenancy: { enabled: false },
    obi: {
      metrics: { interval: "15s" },
      maxUnavailable: "100%",
      resources: resources(["50m", "500m"], ["384Mi", "1Gi"]),
    },
    alloy: {
      replicas: 1,
      queue: { outage: "30m", perSecond: { traces: "128Ki", metrics: "128Ki", logs: "128Ki" } },
      storage: { size: "2Gi" },
      resources: resources(["100m", "1"], ["256Mi", "512Mi"]),
    },
    tempo: {
      retention: "48h",
      storage: { size: "5Gi" },
      resources: resources(["100m", "1"], ["512Mi", "1Gi"]),
    },
    mimir: {
      topology: "single",
      retention: "48h",
      storage: { size: "5Gi" },
      resources: resources(["100m", "1"], ["512Mi", "1Gi"]),
      limits: { activeSeries: 150_000, samplesPerSecond: 10_000 },
    },
    loki: {
      topology: "single",
      retention: "48h",
      storage: { size: "5Gi" },
      resources: resources(["100m", "1"], ["256Mi", "512Mi"]),
    },
  },
  staging: {},
  production: {
    obi: { log: { level: "WARN", format: "json" } },
    protect: true,
    alloy: {
      replicas: 3,
      receivers: { replicas: 3 },
      queue: { outage: "2h", perSecond: { traces: "1Mi", metrics: "512Ki", logs: "1Mi" } },
      storage: { size: "20Gi" },
      log: { level: "warn", format: "json" },
    },
    tempo: {
      retention: "14d",
      storage: { size: "50Gi" },
      resources: resources(["2", "4"], ["8Gi", "12Gi"]),
      limits: { megabytesPerSecond: 30, megabytesPerTrace: 10 },
    },
    mimir: {
      retention: "90d",
      storage: { size: "50Gi" },
      resources: resources(["1", "4"], ["6Gi", "8Gi"]),
      limits: { activeSeries: 1_500_000, samplesPerSecond: 100_000 },
    },
    loki: {
      retention: "31d",
      storage: { size: "50Gi" },
      resources: resources(["1", "4"], ["2Gi", "4Gi"]),
      limits: { megabytesPerSecond: 20, streams: 20_000 },
    },
  },
} satisfies Record<Environment, StackFile>;

/** The patterns that are there unless a stack replaces them, and the quick look that they share. */
export const shippedRedaction: {
  readonly patterns: Readonly<Record<string, string>>;
  readonly gate: readonly string[];
} = { patterns: redaction.patterns, gate: redactionGate };

/** A stack's name as a name in the cluster: "eu_West.1" is "eu-west-1". */
export const inCluster = (stack: string): string =>
  stack
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replaceAll(/^-|-$/g, "") || "stack";

/** The defaults of a stack: `common`, what its environment changes, and the names that end in the stack's own. */
export const defaultLayers = (environment: Environment, stack: string): readonly StackFile[] => [
  common,
  byEnvironment[environment],
  {
    environment,
    cluster: { name: stack, domain: "cluster.local" },
    namespaces: { backends: `observability-${inCluster(stack)}`, agents: `obi-${inCluster(stack)}` },
    tenancy: { default: inCluster(stack) },
  },
];
