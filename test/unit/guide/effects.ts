import { parse } from "yaml";
import type { KubernetesObject } from "../../../review/manifests";
import type { Tree } from "../../../settings";
import { objects } from "../../support/offline";

/** A file of a ConfigMap in a render, read as YAML. */
async function config(stack: string, component: string, file: string, overrides: Tree = {}): Promise<Tree> {
  const rendered = await objects(stack, overrides);
  return parse(textOf(rendered, stack, component, file)) as Tree;
}

const textOf = (rendered: ReadonlyMap<string, KubernetesObject>, stack: string, component: string, file: string) => {
  const folder = component === "obi" ? `obi-${stack}` : `observability-${stack}`;
  return (rendered.get(`${folder}/ConfigMap-${component}-config.yaml`)?.data as Record<string, string>)[file];
};

const obiConfig = (overrides: Tree = {}) => config("dev", "obi", "obi.yaml", { obi: overrides });
const pipeline = async (overrides: Tree = {}, stack = "dev") =>
  textOf(await objects(stack, overrides), stack, "alloy", "config.alloy");

interface Agent {
  readonly spec: {
    readonly updateStrategy: { readonly rollingUpdate: { readonly maxUnavailable: unknown } };
    readonly template: {
      readonly metadata: { readonly annotations: Tree };
      readonly spec: {
        readonly tolerations: unknown;
        readonly nodeSelector?: unknown;
        readonly securityContext: unknown;
        readonly containers: readonly {
          readonly image: string;
          readonly env: readonly { readonly name: string; readonly valueFrom?: unknown }[];
          readonly securityContext: { readonly privileged: boolean; readonly capabilities: unknown };
        }[];
      };
    };
  };
}

const agent = async (overrides: Tree = {}): Promise<Agent["spec"]> =>
  ((await objects("dev", { obi: overrides })).get("obi-dev/DaemonSet-obi.yaml") as unknown as Agent).spec;

const container = async (overrides: Tree = {}) => (await agent(overrides)).template.spec.containers[0];

/** What each row of README's table that says "done" does to what is rendered: [row, what it gives, what it should be]. */
export const effects: readonly (readonly [row: string, given: () => Promise<unknown>, expected: unknown])[] = [
  [
    "a DaemonSet, one agent per node",
    async () => (await agent()).template.spec.tolerations,
    [
      { operator: "Exists", effect: "NoSchedule" },
      { operator: "Exists", effect: "NoExecute" },
    ],
  ],
  [
    "OTLP to Alloy, from there to Tempo, Mimir and Loki",
    async () => [
      (await obiConfig()).otel_traces_export,
      ...[...(await pipeline()).matchAll(/endpoint = "(.*svc.*)"/g)].map(([, endpoint]) => endpoint),
    ],
    [
      expect.objectContaining({ endpoint: "http://otlp.observability-dev.svc:4317", protocol: "grpc" }),
      "tempo.observability-dev.svc:4317",
      "http://mimir.observability-dev.svc:8080/otlp",
      "http://loki.observability-dev.svc:3100/otlp",
    ],
  ],
  [
    "environments dev, staging, production",
    async () => {
      const all = await Promise.all(["dev", "staging", "production"].map((stack) => objects(stack)));
      return all.map((rendered) => [...rendered.keys()].filter((path) => path.includes("/Namespace-")));
    },
    [
      ["obi-dev", "observability-dev"],
      ["cert-manager", "obi-staging", "observability-staging"],
      ["cert-manager", "obi-production", "observability-production"],
    ].map((names) => names.map((name) => `_cluster/Namespace-${name}.yaml`)),
  ],
  [
    "SYS_ADMIN, SYS_RESOURCE, SYS_PTRACE, NET_ADMIN, IPC_LOCK",
    async () => {
      const { privileged, capabilities } = (await container({ contextPropagation: "all" })).securityContext;
      return { privileged, capabilities };
    },
    {
      privileged: false,
      capabilities: {
        drop: ["ALL"],
        add: ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_ADMIN", "NET_RAW", "PERFMON", "SYS_PTRACE"],
      },
    },
  ],
  [
    "ClusterRole and ClusterRoleBinding",
    async () => (await objects("dev")).get("_cluster/ClusterRole-mop-dev-obi.yaml")?.metadata.annotations,
    {
      "mop.observability/why-pods-services-nodes": "names the peers of each connection",
      "mop.observability/why-replicasets": "finds the Deployment of a pod",
    },
  ],
  [
    "`NODE_NAME`, `POD_NAME`, `POD_NAMESPACE`",
    async () => (await container()).env.slice(0, 3),
    [
      { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    ],
  ],
  [
    "endpoint, `insecure`",
    async () => (await obiConfig()).otel_metrics_export,
    expect.objectContaining({ endpoint: "http://otlp.observability-dev.svc:4317" }),
  ],
  [
    "protocols HTTP, gRPC, SQL, Redis, Kafka, DNS",
    async () => (await obiConfig({ protocols: ["http", "dns"] })).otel_traces_export,
    expect.objectContaining({ instrumentations: ["http", "dns"] }),
  ],
  [
    "`network`, `tcp`, `udp`",
    async () => (await obiConfig({ metrics: { network: true, tcpRoundTripTime: true } })).metrics,
    { features: ["application", "application_service_graph", "network", "stats_tcp_rtt"] },
  ],
  [
    "`sampling_rate`",
    async () =>
      (await config("dev", "obi", "obi.yaml", { sampling: { mode: "ratio", ratio: 0.1, at: "node" } }))
        .otel_traces_export,
    expect.objectContaining({ sampler: { name: "parentbased_traceidratio", arg: "0.1" } }),
  ],
  [
    "`adaptive_sampling.target_tps`",
    async () =>
      /max_total_spans_per_second = \d+/.exec(
        await pipeline({ sampling: { mode: "tail", ratio: 0.1, spansPerSecond: 1000 } }),
      )?.[0],
    "max_total_spans_per_second = 1000",
  ],
  [
    "batching",
    async () => [
      /max_size +=.*/.exec(await pipeline())?.[0],
      (await obiConfig({ extraConfig: { otel_traces_export: { batch_timeout: "5s" } } })).otel_traces_export,
    ],
    ["max_size      = 3145728", expect.objectContaining({ batch_timeout: "5s" })],
  ],
  ["log level debug", async () => (await obiConfig({ log: { level: "DEBUG" } })).log_level, "DEBUG"],
  [
    "seccomp profile of one's own",
    async () => [
      (await agent()).template.spec.securityContext,
      (await agent({ seccompProfile: "profiles/obi.json" })).template.spec.securityContext,
    ],
    [
      { seccompProfile: { type: "RuntimeDefault" } },
      { seccompProfile: { type: "Localhost", localhostProfile: "profiles/obi.json" } },
    ],
  ],
  [
    "NetworkPolicy",
    async () =>
      [...(await objects("production"))].flatMap(([path, { kind, spec }]) =>
        kind === "NetworkPolicy" && path.endsWith("-deny-all.yaml") ? [[path, spec]] : [],
      ),
    ["obi-production", "observability-production"].map((namespace) => [
      `${namespace}/NetworkPolicy-deny-all.yaml`,
      { policyTypes: ["Ingress", "Egress"], podSelector: {} },
    ]),
  ],
  [
    "discovery by labels and namespaces",
    async () => (await obiConfig({ watch: { namespaces: ["shop-*"], podLabels: { tier: "web" } } })).discovery,
    expect.objectContaining({
      instrument: [{ k8s_namespace: "shop-*", k8s_pod_labels: { tier: "web" }, containers_only: true }],
    }),
  ],
  [
    "correlation by trace id, Kubernetes metadata",
    async () => [
      [...(await pipeline()).matchAll(/set\(resource\.attributes\[\\"deployment\.environment\.name\\"\]/g)].length,
      (await config("dev", "mimir", "mimir.yaml")).limits,
      (await obiConfig({ traceIdsInLogs: true })).ebpf,
    ],
    [
      3,
      expect.objectContaining({ max_global_exemplars_per_user: 100_000 }),
      expect.objectContaining({
        log_enricher: { services: [{ service: [{ k8s_namespace: "*", containers_only: true }] }] },
      }),
    ],
  ],
  [
    "phased rollout by node selector",
    async () => {
      const { updateStrategy, template } = await agent({ nodeSelector: { ring: "canary" }, maxUnavailable: "2" });
      return [updateStrategy.rollingUpdate.maxUnavailable, template.spec.nodeSelector];
    },
    [2, { ring: "canary" }],
  ],
  [
    "update of the image",
    async () => (await container({ version: "v0.15.3" })).image,
    "docker.io/otel/ebpf-instrument:v0.15.3",
  ],
  [
    "rolling restart, backup of the configuration",
    async () => Object.keys((await agent()).template.metadata.annotations),
    ["checksum/config"],
  ],
];
