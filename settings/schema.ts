import { z } from "zod";
import {
  byteQuantity,
  choice,
  cpuQuantity,
  dnsLabel,
  dnsName,
  duration,
  flag,
  labelName,
  labelValue,
  namespacePattern,
  ratio,
  share,
  text,
  whole,
} from "./leaves";

/**
 * What a stack file may say, after defaults. Strict: an unknown key is a fault. Each field's meaning stands here, its
 * default in defaults.ts; docs/settings.md is generated from both.
 */

/** A section of the stack file. Its docstring becomes the heading in docs/settings.md. */
const section = <T extends z.ZodRawShape>(description: string, shape: T) =>
  z
    .strictObject(shape, {
      error: (issue) => (issue.code === "invalid_type" ? `a map with ${Object.keys(shape).join(", ")}` : undefined),
    })
    .describe(description);

const list = <T extends z.ZodType>(of: T, words: string) => z.array(of, { error: words });

const labels = z.record(z.string(), text("text"), { error: "a map of names to text" });

const nodeLabels = z.record(labelName, labelValue, { error: "a map of label names to values" });

export const environments = ["dev", "staging", "production"] as const;

export const protocols = [
  "http",
  "grpc",
  "sql",
  "redis",
  "kafka",
  "mongo",
  "dns",
  "mqtt",
  "nats",
  "amqp",
  "couchbase",
  "memcached",
  "sunrpc",
  "aerospike",
  "gpu",
  "genai",
] as const;

const resources = section("What a container asks for and may use.", {
  requests: section("What the scheduler sets aside.", { cpu: cpuQuantity, memory: byteQuantity }),
  limits: section("What the container may not exceed.", { cpu: cpuQuantity, memory: byteQuantity }),
});

const storage = section("The volume of each pod.", {
  size: byteQuantity.describe("size of the volume; it cannot be changed once the volume exists"),
  class: dnsName.optional().describe("StorageClass; the cluster's default one when not set"),
});

const version = text('a release such as "v1.2.3" or "3.2.1"', /^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe(
  "tag of the image",
);

/** Merged over the generated configuration; each component checks it, see components/checks.ts. */
const extraConfig = z
  .record(z.string(), z.unknown(), { error: "a map in the component's own configuration format" })
  .describe("merged over the generated configuration, for what no setting covers");

const selection = {
  namespaces: list(namespacePattern, 'a list of namespaces or patterns such as ["shop-*"]'),
  podLabels: labels.describe("labels that a pod must all carry"),
  podAnnotations: labels.describe("annotations that a pod must all carry"),
};

const obi = section("OBI, the eBPF agent on every node.", {
  version,
  watch: section("Which pods are observed.", {
    mode: choice(["opt-out", "opt-in"]).describe(
      'opt-out: every pod that is not annotated mop.observability/observe: "false"; opt-in: only those annotated "true"',
    ),
    ...selection,
    namespaces: selection.namespaces.min(1, { error: 'at least one namespace or pattern, "*" for all' }),
  }),
  ignore: section("Which pods are never observed, whatever `watch` says. The stack itself never is.", selection),
  protocols: list(choice(protocols), `a list of ${protocols.join(", ")}`)
    .min(1, { error: "at least one protocol, since with none OBI reports nothing" })
    .describe("what is recognised on the wire"),
  traces: flag.describe("send spans"),
  metrics: section("Which metrics are made on the node.", {
    interval: duration.describe("how often they are sent"),
    application: flag.describe("rate, errors and duration of requests"),
    serviceGraph: flag.describe("who calls whom"),
    spanMetrics: flag.describe("rate, errors and duration by span name"),
    host: flag.describe("the host each service runs on"),
    runtime: flag.describe("Go, JVM, Node.js, Python and .NET runtimes"),
    network: flag.describe("bytes between workloads; needs the host's network"),
    networkPackets: flag.describe("packets between workloads; needs the host's network"),
    networkZones: flag.describe("bytes between zones; needs the host's network"),
    tcpRoundTripTime: flag.describe("TCP round trip time"),
    tcpRetransmits: flag.describe("TCP retransmits"),
    tcpFailedConnections: flag.describe("TCP connections that failed"),
    tcpBytes: flag.describe("bytes of each TCP send and receive; costly"),
  }),
  contextPropagation: choice(["off", "headers", "tcp", "all"]).describe(
    "write trace context into the applications' own traffic; has caused outages elsewhere, needs NET_ADMIN and the host's network",
  ),
  kernel: section("What the nodes' kernels need beyond the minimum of 5.8 with BTF.", {
    before511: flag.describe("some node runs a kernel older than 5.11: adds SYS_RESOURCE"),
    rhel418: flag.describe("some node runs the 4.18 kernel of the RHEL 8 family: adds SYS_ADMIN"),
    restrictedPerfEvents: flag.describe("kernel.perf_event_paranoid is above 2 (Debian, EKS, AKS): adds SYS_ADMIN"),
  }),
  goHeaders: flag.describe("let Go programs pass trace context on by themselves: adds SYS_ADMIN"),
  probeMetrics: flag.describe("measure the eBPF probes themselves: adds SYS_ADMIN"),
  appArmor: choice(["Unconfined", "RuntimeDefault"]).describe(
    "the runtime's own AppArmor profile stops ptrace on nodes that use AppArmor",
  ),
  log: section("OBI's own log.", {
    level: choice(["DEBUG", "INFO", "WARN", "ERROR"]),
    format: choice(["text", "json"]),
  }),
  nodeSelector: nodeLabels.describe("labels of the nodes that get an agent; every Linux node when empty"),
  maxUnavailable: share.describe("how many agents may be down during a rollout"),
  resources,
  extraConfig,
});

const alloy = section("Alloy, the gateway between the agents and the backends.", {
  version,
  replicas: whole(1, 50),
  queue: byteQuantity.describe("how much of each signal is kept on disk while a backend is away"),
  storage,
  log: section("Alloy's own log.", {
    level: choice(["debug", "info", "warn", "error"]),
    format: choice(["logfmt", "json"]),
  }),
  resources,
  extraConfig: z
    .array(z.record(z.string(), z.unknown(), { error: "a map with block, label, attributes and blocks" }), {
      error: "a list of blocks",
    })
    .describe("blocks added to the pipeline, each {block, label, attributes, blocks}; {$ref: a.b.c} is a reference"),
});

const backend = {
  version,
  topology: choice(["single"]).describe("single: one pod with a volume"),
  retention: duration.describe("how long data is kept"),
  storage,
  resources,
  extraConfig,
};

export const schema = section("One stack.", {
  environment: choice(environments).describe("which set of defaults applies"),
  cluster: section("The Kubernetes cluster.", {
    name: text("the cluster's name", /^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe(
      "k8s.cluster.name of everything recorded",
    ),
    context: text("the name of a kubeconfig context")
      .optional()
      .describe("the kubeconfig context that `pulumi up` works on; there is no default on purpose"),
    kubeconfig: text("the path of a kubeconfig file")
      .optional()
      .describe("path of the kubeconfig; KUBECONFIG or ~/.kube/config when not set"),
  }),
  namespaces: section("Where things run. The defaults end in the stack's name.", {
    backends: dnsLabel.describe("Alloy, Tempo, Mimir and Loki"),
    agents: dnsLabel.describe("OBI, the one namespace with Pod Security level privileged"),
  }),
  sampling: section("How many traces are kept.", {
    mode: choice(["all", "ratio"]),
    ratio: ratio.optional().describe("share of traces kept in mode ratio"),
    at: choice(["gateway", "node"]).describe("where the choice is made: node costs least, gateway sees every sender"),
  }),
  obi,
  alloy,
  tempo: section("Tempo stores traces.", {
    ...backend,
    limits: section("What protects Tempo.", {
      megabytesPerSecond: whole(1, 10_000),
      megabytesPerTrace: whole(1, 1_000),
    }),
  }),
  mimir: section("Mimir stores metrics.", {
    ...backend,
    limits: section("What protects Mimir.", {
      activeSeries: whole(1_000, 1_000_000_000),
      samplesPerSecond: whole(100, 100_000_000),
    }),
  }),
  loki: section("Loki stores logs.", {
    ...backend,
    limits: section("What protects Loki.", {
      megabytesPerSecond: whole(1, 10_000),
      streams: whole(100, 10_000_000),
    }),
  }),
});
