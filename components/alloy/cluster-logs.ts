import type { Settings } from "../../settings";
import { anyOf } from "./patterns";
import { relabel } from "./relabel";
import { output } from "./stage";
import { type Block, ref } from "./syntax";

/**
 * The logs of pods and the events of the cluster, read through the API server, so that no folder of a node is mounted.
 * Replicas share the pods out among themselves; one of them reads the events. What is read is lost if the next stage
 * refuses it, so there is no memory limiter on this way, and the queue at its end makes it wait.
 *
 * @param next inputs for logs
 */
export const clusterLogs = (settings: Settings, next: readonly string[]): Block[] => [
  ...(settings.logs.pods ? podLogs(settings, next) : []),
  ...(settings.logs.events ? events(next) : []),
];

const clustering: Block = { block: "clustering", attributes: { enabled: true } };
const receiverOf = (label: string) => [ref(`otelcol.receiver.loki.${label}.receiver`)];

/** A label on the way from the API server, and the resource attribute that it becomes. */
const carried = [
  ["namespace", "k8s.namespace.name"],
  ["pod", "k8s.pod.name"],
  ["uid", "k8s.pod.uid"],
  ["container", "k8s.container.name"],
  ["node", "k8s.node.name"],
  ["service", "service.name"],
] as const;

function podLogs({ logs, namespaces }: Settings, next: readonly string[]): Block[] {
  const ignored = [...logs.ignoreNamespaces, namespaces.agents, namespaces.backends];
  return [
    { block: "discovery.kubernetes", label: "pods", attributes: { role: "pod" } },
    {
      block: "discovery.relabel",
      label: "pods",
      attributes: { targets: ref("discovery.kubernetes.pods.targets") },
      blocks: [
        relabel({ action: "keep", source_labels: [namespace], regex: anyOf(logs.namespaces) }),
        // Its own lines would come back in, and each make another.
        relabel({ action: "drop", source_labels: [namespace], regex: anyOf(ignored) }),
        relabel({ source_labels: [namespace], target_label: "namespace" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_uid"], target_label: "uid" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "node" }),
        ...serviceName,
      ],
    },
    {
      block: "loki.source.kubernetes",
      label: "pods",
      attributes: { targets: ref("discovery.relabel.pods.output"), forward_to: receiverOf("pods") },
      blocks: [clustering],
    },
    ...asOtlp(
      "pods",
      next,
      carried.map(([from, to]) => moved("resource", from, to)),
    ),
  ];
}

const namespace = "__meta_kubernetes_namespace";

/** The name that OBI gives the same pod: the last rule that finds something holds. */
const serviceName: readonly Block[] = [
  [["__meta_kubernetes_pod_name"], "(.+)"],
  [["__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name"], "[^;]+;(.+)"],
  // A Deployment's ReplicaSet and a CronJob's Job go by its name and a suffix.
  [["__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name"], "ReplicaSet;(.+)-[0-9a-z]+"],
  [["__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name"], "Job;(.+)-[^-]+"],
  [["__meta_kubernetes_pod_label_app_kubernetes_io_name"], "(.+)"],
  [["__meta_kubernetes_pod_label_app_kubernetes_io_instance"], "(.+)"],
  [["__meta_kubernetes_pod_annotation_resource_opentelemetry_io_service_name"], "(.+)"],
].map(([source_labels, regex]) => relabel({ source_labels, regex, target_label: "service" }));

/** What of an event is kept beside its line, and what it is called there. */
const eventFields = [
  ["kind", "k8s.object.kind"],
  ["name", "k8s.object.name"],
  ["reason", "k8s.event.reason"],
  ["type", "k8s.event.type"],
  ["count", "k8s.event.count"],
] as const;

function events(next: readonly string[]): Block[] {
  const fields = Object.fromEntries(eventFields.map(([field]) => [field, ""]));
  const severity = (type: string, level: string) => [
    `set(log.severity_number, SEVERITY_NUMBER_${level}) where log.attributes["type"] == "${type}"`,
    `set(log.severity_text, "${level}") where log.attributes["type"] == "${type}"`,
  ];
  return [
    {
      block: "loki.source.kubernetes_events",
      label: "events",
      attributes: { log_format: "json", forward_to: [ref("loki.process.events.receiver")] },
      blocks: [clustering],
    },
    {
      block: "loki.process",
      label: "events",
      attributes: { forward_to: receiverOf("events") },
      blocks: [
        { block: "stage.json", attributes: { expressions: fields } },
        { block: "stage.structured_metadata", attributes: { values: fields } },
      ],
    },
    ...asOtlp("events", next, [
      `set(resource.attributes["service.name"], "kubernetes-events")`,
      // An event about something that is in no namespace has an empty one.
      moved("resource", "namespace", "k8s.namespace.name", ` and log.attributes["namespace"] != ""`),
      ...severity("Warning", "WARN"),
      ...severity("Normal", "INFO"),
      ...eventFields.map(([field, attribute]) => moved("log", field, attribute)),
    ]),
  ];
}

/** The trace that a line speaks of, however it writes it, as structured metadata: what leads from a log to its trace. */
const traceId = `merge_maps(log.attributes, ExtractPatterns(log.body.string, ${JSON.stringify(
  `(?i)trace_?id["']?\\s*[=:]\\s*["']?(?P<trace_id>[0-9a-f]{32})\\b`,
)}), "upsert")`;

/** A statement that puts what a label says where all other telemetry has it. */
const moved = (to: "resource" | "log", label: string, attribute: string, also = ""): string =>
  `set(${to}.attributes["${attribute}"], log.attributes["${label}"]) where log.attributes["${label}"] != nil${also}`;

/** Lines of Loki's kind as OTLP. Each comes with a resource of its own, so a line's statements may change it. */
function asOtlp(label: string, next: readonly string[], statements: readonly string[]): Block[] {
  const all = [
    ...statements,
    // Labels, and the list of their names, have done their work.
    `keep_matching_keys(log.attributes, "^k8s[.]")`,
    // The API server's lines end as lines do.
    `replace_pattern(log.body.string, ${JSON.stringify("\\n$")}, "")`,
    traceId,
    // A line that is read twice must look the same twice: then Loki keeps it once.
    "set(log.observed_time_unix_nano, 0)",
  ];
  return [
    {
      block: "otelcol.receiver.loki",
      label,
      blocks: [output({ logs: [`otelcol.processor.transform.${label}.input`] })],
    },
    {
      block: "otelcol.processor.transform",
      label,
      blocks: [{ block: "log_statements", attributes: { context: "log", statements: all } }, output({ logs: next })],
    },
  ];
}
