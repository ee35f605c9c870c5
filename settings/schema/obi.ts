import { choice, duration, flag, share, text } from "./leaves";
import { extraConfig, labels, list, namespaceList, labelMap, resources, section, version } from "./shapes";

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

const selection = {
  namespaces: namespaceList,
  podLabels: labels.describe("labels that a pod must all carry"),
  podAnnotations: labels.describe("annotations that a pod must all carry"),
};

export const obi = section("OBI, the eBPF agent on every node.", {
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
  traceIdsInLogs: flag.describe(
    "write trace and span ids into the lines that applications log; rewrites their output in flight, needs kernel 6.0 and adds SYS_ADMIN",
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
  seccompProfile: text("the path of a profile, such as profiles/obi.json", /^[A-Za-z0-9][A-Za-z0-9._/-]*$/)
    .optional()
    .describe("a profile of your own below the kubelet's seccomp folder, on every node; RuntimeDefault when not set"),
  log: section("OBI's own log.", {
    level: choice(["DEBUG", "INFO", "WARN", "ERROR"]),
    format: choice(["text", "json"]),
  }),
  nodeSelector: labelMap.describe("labels of the nodes that get an agent; every Linux node when empty"),
  maxUnavailable: share.describe("how many agents may be down during a rollout"),
  resources,
  extraConfig,
});
