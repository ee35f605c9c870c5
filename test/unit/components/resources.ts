/** [type, name, name of the parent] of a resource. */
export type Row = readonly [type: string, name: string, parent: string];

const core = (kind: string) => `kubernetes:core/v1:${kind}`;

/** A workload by its kind, with what stands beside it: "service", "headless" and "ready", "budget", "autoscaler". */
type Beside = "service" | "headless" | "ready" | "budget" | "autoscaler";

const beside = (name: string): Readonly<Record<Beside, readonly [type: string, name: string]>> => ({
  service: [core("Service"), `${name}-service`],
  headless: [core("Service"), `${name}-headless`],
  ready: [core("Service"), `${name}-ready`],
  budget: ["kubernetes:policy/v1:PodDisruptionBudget", name],
  autoscaler: ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", name],
});

const workload = (parent: string, kind: string, name: string, ...others: Beside[]): Row[] => [
  [`kubernetes:apps/v1:${kind}`, name, parent],
  ...others.map((other): Row => [...beside(name)[other], parent]),
];
const stateful = (parent: string, name: string, ...others: Beside[]) =>
  workload(parent, "StatefulSet", name, "headless", ...others);
const stateless = (parent: string, name: string, ...others: Beside[]) =>
  workload(parent, "Deployment", name, ...others);

const account = (name: string, parent = name): Row[] => [
  [core("ServiceAccount"), name, parent],
  [core("ConfigMap"), `${name}-config`, parent],
];
const access = (name: string): Row[] =>
  ["ClusterRole", "ClusterRoleBinding"].map((kind) => [
    `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
    `${name}-role`,
    name,
  ]);

const backend = (name: "Tempo" | "Mimir" | "Loki", has: { tenants?: true; ring?: true }, ...rows: Row[]): Row[] => {
  const own = `mop-${name.toLowerCase()}`;
  return [
    [`mop:index:${name}`, own, "mop"],
    ...account(own),
    ...(has.tenants ? [[core("ConfigMap"), `${own}-overrides`, own] as const] : []),
    ...(has.ring ? [[core("Service"), `${own}-ring`, own] as const] : []),
    ...rows,
  ];
};

const alloy = (...rows: Row[]): Row[] => [
  ["mop:index:Alloy", "mop-alloy", "mop"],
  ...account("mop-alloy"),
  ...access("mop-alloy"),
  [core("Service"), "mop-alloy-entry", "mop-alloy"],
  ...rows,
];

const twoTiers = (...receiver: Beside[]): Row[] => [
  ...stateful("mop-alloy", "mop-alloy", "service", "ready", "budget"),
  ...account("mop-alloy-receiver", "mop-alloy"),
  ...stateless("mop-alloy", "mop-alloy-receiver", "budget", ...receiver),
];

const every: readonly Row[] = [
  [core("Namespace"), "mop-agents", "mop"],
  [core("Namespace"), "mop-backends", "mop"],
  ["mop:index:Obi", "mop-obi", "mop"],
  ...account("mop-obi"),
  ["kubernetes:apps/v1:DaemonSet", "mop-obi", "mop-obi"],
  ...access("mop-obi"),
];

const certManager = (kind: string, name: string): Row => [
  `kubernetes:cert-manager.io/v1:${kind}`,
  `mop-certificates-${name}`,
  "mop-certificates",
];

/** The component is there without TLS as well, for the authorities of what is outside. */
const certificates = (...rows: Row[]): Row[] => [["mop:index:Certificates", "mop-certificates", "mop"], ...rows];

const leaves = (...workloads: string[]): Row[] => workloads.map((name) => certManager("Certificate", name));

/** cert-manager itself, and an authority of the stack's own. */
const installed: readonly Row[] = [
  [core("Namespace"), "mop-certificates-cert-manager", "mop-certificates"],
  ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "mop-certificates-cert-manager", "mop-certificates"],
  ["kubernetes-cert-manager:index:CertManager", "mop-certificates-cert-manager", "mop-certificates"],
  certManager("Issuer", "self-signed"),
  certManager("Certificate", "root-1"),
  certManager("ClusterIssuer", "ca-1"),
];

const network = (...policies: string[]): Row[] => [
  ["mop:index:Network", "mop-network", "mop"],
  ...policies.map((name): Row => [
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    `mop-network-${name}`,
    "mop-network",
  ]),
];

const denyAll = ["agents-deny-all", "backends-deny-all"];

const tenants = { tenants: true } as const;
const ring = { tenants: true, ring: true } as const;

const staging: readonly Row[] = [
  ...backend("Tempo", tenants, ...stateful("mop-tempo", "mop-tempo", "service")),
  ...backend("Mimir", ring, ...stateful("mop-mimir", "mop-mimir", "service", "budget")),
  ...backend("Loki", ring, ...stateful("mop-loki", "mop-loki", "service", "budget")),
];

const part = (of: "tempo" | "mimir" | "loki", name: string, ...others: Beside[]) =>
  stateless(`mop-${of}`, `mop-${of}-${name}`, ...others);
const lasting = (of: "tempo" | "mimir" | "loki", name: string, ...others: Beside[]) =>
  stateful(`mop-${of}`, `mop-${of}-${name}`, ...others);

const everyPart = [
  "tempo-distributor",
  "tempo-live-store",
  "tempo-block-builder",
  "tempo-backend-scheduler",
  "tempo-backend-worker",
  "tempo-querier",
  "tempo-query-frontend",
  "mimir-distributor",
  "mimir-ingester",
  "mimir-querier",
  "mimir-query-frontend",
  "mimir-query-scheduler",
  "mimir-store-gateway",
  "mimir-compactor",
  "mimir-ruler",
  "loki-distributor",
  "loki-ingester",
  "loki-querier",
  "loki-query-frontend",
  "loki-query-scheduler",
  "loki-index-gateway",
  "loki-compactor",
  "loki-ruler",
];

/** Below the platform: every resource of test/golden's stacks. */
export const expectedResources: Readonly<Record<string, readonly Row[]>> = {
  dev: [
    ...every,
    ...certificates(),
    ...network(),
    ...alloy(...stateful("mop-alloy", "mop-alloy", "service")),
    ...backend("Tempo", {}, ...stateful("mop-tempo", "mop-tempo", "service")),
    ...backend("Mimir", {}, ...stateful("mop-mimir", "mop-mimir", "service")),
    ...backend("Loki", {}, ...stateful("mop-loki", "mop-loki", "service")),
  ],
  staging: [
    ...every,
    ...certificates(...installed, ...leaves("obi", "alloy", "tempo", "mimir", "loki")),
    // None for OBI, which is on the hosts' network.
    ...network(...denyAll, "alloy", "tempo", "mimir", "loki"),
    ...alloy(...stateful("mop-alloy", "mop-alloy", "service", "budget")),
    ...staging,
  ],
  production: [
    ...every,
    ...certificates(...installed, ...leaves("obi", "alloy-receiver", "alloy", "tempo", "mimir", "loki")),
    ...network(...denyAll, "obi", "alloy-receiver", "alloy", "tempo", "mimir", "loki"),
    ...alloy(...twoTiers()),
    ...staging,
  ],
  distributed: [
    ...every,
    ...certificates(...leaves("obi", "alloy-receiver", "alloy", ...everyPart)),
    ...network(...denyAll, "obi", "alloy-receiver", "alloy", ...everyPart),
    ...alloy(...twoTiers("autoscaler")),
    ...backend(
      "Tempo",
      ring,
      ...part("tempo", "distributor", "service", "budget", "autoscaler"),
      ...lasting("tempo", "live-store", "budget"),
      ...lasting("tempo", "block-builder", "budget"),
      ...lasting("tempo", "backend-scheduler", "service"),
      ...part("tempo", "backend-worker", "budget"),
      ...part("tempo", "querier", "budget"),
      ...part("tempo", "query-frontend", "service", "headless", "budget"),
    ),
    ...backend(
      "Mimir",
      ring,
      ...part("mimir", "distributor", "service", "budget"),
      ...lasting("mimir", "ingester", "budget"),
      ...part("mimir", "querier", "budget", "autoscaler"),
      ...part("mimir", "query-frontend", "service", "headless", "budget"),
      ...part("mimir", "query-scheduler", "budget"),
      ...lasting("mimir", "store-gateway", "budget"),
      ...lasting("mimir", "compactor"),
      ...part("mimir", "ruler", "budget"),
    ),
    ...backend(
      "Loki",
      ring,
      ...part("loki", "distributor", "service", "budget"),
      ...lasting("loki", "ingester", "budget"),
      ...part("loki", "querier", "budget"),
      ...part("loki", "query-frontend", "service", "budget"),
      ...part("loki", "query-scheduler", "budget"),
      ...lasting("loki", "index-gateway", "budget"),
      ...lasting("loki", "compactor", "service"),
      ...part("loki", "ruler", "budget"),
    ),
  ],
};
