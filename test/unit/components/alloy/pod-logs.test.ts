import { type Block, ref } from "../../../../components/alloy/syntax";
import { find, identity } from "./blocks";
import { discovered, relabelled, type Sample } from "./relabelling";
import { gateway } from "./stacks";

const rules = (overrides = {}): readonly Block[] =>
  find(gateway("dev", overrides), "discovery.relabel pods").blocks ?? [];

const rule = (attributes: Block["attributes"]): Block => ({ block: "rule", attributes });
const meta = (name: string): string[] => [`__meta_kubernetes_${name}`];
const controller = ["__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name"];

test("every pod of the cluster but the stack's own, with what it is called", () => {
  const blocks = gateway("dev");
  expect(find(blocks, "discovery.kubernetes pods")).toEqual({
    block: "discovery.kubernetes",
    label: "pods",
    attributes: { role: "pod" },
  });
  expect(find(blocks, "discovery.relabel pods").attributes).toEqual({
    targets: ref("discovery.kubernetes.pods.targets"),
  });
  expect(rules()).toEqual([
    rule({ action: "keep", source_labels: meta("namespace"), regex: "^(.*)$" }),
    rule({ action: "drop", source_labels: meta("namespace"), regex: "^(obi-dev|observability-dev)$" }),
    rule({ source_labels: meta("namespace"), target_label: "namespace" }),
    rule({ source_labels: meta("pod_name"), target_label: "pod" }),
    rule({ source_labels: meta("pod_uid"), target_label: "uid" }),
    rule({ source_labels: meta("pod_container_name"), target_label: "container" }),
    rule({ source_labels: meta("pod_node_name"), target_label: "node" }),
    ...[
      [meta("pod_name"), "(.+)"],
      [controller, "[^;]+;(.+)"],
      [controller, "ReplicaSet;(.+)-[0-9a-z]+"],
      [controller, "Job;(.+)-[^-]+"],
      [meta("pod_label_app_kubernetes_io_name"), "(.+)"],
      [meta("pod_label_app_kubernetes_io_instance"), "(.+)"],
      [meta("pod_annotation_resource_opentelemetry_io_service_name"), "(.+)"],
    ].map(([source_labels, regex]) => rule({ source_labels, regex, target_label: "service" })),
  ]);
});

test("a container's lines carry where it is", () => {
  const labels = relabelled(rules(), discovered({ namespace: "shop", pod: "cart-1", container: "app" }));
  expect(Object.entries(labels ?? {}).filter(([name]) => !name.startsWith("__"))).toEqual([
    ["namespace", "shop"],
    ["pod", "cart-1"],
    ["uid", "0a1b"],
    ["container", "app"],
    ["node", "node-1"],
    ["service", "cart-1"],
  ]);
});

const labels = { "app.kubernetes.io/name": "postgres", "app.kubernetes.io/instance": "orders-db" };
const annotations = { "resource.opentelemetry.io/service.name": "orders" };

test.each<[string, Sample, string]>([
  ["a bare pod", { pod: "debug", container: "shell" }, "debug"],
  ["a Deployment", { controller: ["ReplicaSet", "check-out-7d9f8b6c5"] }, "check-out"],
  ["a ReplicaSet of its own", { controller: ["ReplicaSet", "web"] }, "web"],
  ["a StatefulSet", { controller: ["StatefulSet", "db-main"] }, "db-main"],
  ["a DaemonSet", { controller: ["DaemonSet", "agent-28512345"] }, "agent-28512345"],
  ["a CronJob", { controller: ["Job", "back-up-28512345"] }, "back-up"],
  ["a Job of its own", { controller: ["Job", "migrate-db-v2"] }, "migrate-db"],
  ["a Job without a dash", { controller: ["Job", "migrate"] }, "migrate"],
  ["a label", { controller: ["StatefulSet", "db"], labels: { "app.kubernetes.io/name": "postgres" } }, "postgres"],
  ["two labels", { controller: ["StatefulSet", "db"], labels }, "orders-db"],
  ["labels on a bare pod", { labels }, "orders-db"],
  ["an annotation", { controller: ["Job", "back-up-28512345"], annotations }, "orders"],
  ["all of them", { controller: ["ReplicaSet", "web-7d9f8b6c5"], labels, annotations }, "orders"],
  ["labels of other words", { controller: ["StatefulSet", "db"], labels: { app: "x" } }, "db"],
])("the service of %s", (_, sample, service) => {
  expect(relabelled(rules(), discovered(sample))?.service).toBe(service);
});

const chosen = {
  namespaces: { agents: "probes", backends: "stores" },
  logs: { namespaces: ["shop-*", "pay", "stores", "probes"], ignoreNamespaces: ["shop-noisy", "shop-x?"] },
};

test.each([
  ["shop-a", true],
  ["pay", true],
  ["pay-2", false],
  ["default", false],
  ["shop-noisy", false],
  ["shop-x1", false],
  ["shop-x12", true],
  ["stores", false],
  ["probes", false],
])("of chosen namespaces, %s is read: %s", (namespace, read) => {
  expect(relabelled(rules(chosen), discovered({ namespace })) !== undefined).toBe(read);
});

test("replicas share the pods out, and what they read becomes OTLP", () => {
  const blocks = gateway("dev");
  expect(find(blocks, "loki.source.kubernetes pods")).toEqual({
    block: "loki.source.kubernetes",
    label: "pods",
    attributes: {
      targets: ref("discovery.relabel.pods.output"),
      forward_to: [ref("otelcol.receiver.loki.pods.receiver")],
    },
    blocks: [{ block: "clustering", attributes: { enabled: true } }],
  });
  expect(find(blocks, "otelcol.receiver.loki pods")).toEqual({
    block: "otelcol.receiver.loki",
    label: "pods",
    blocks: [{ block: "output", attributes: { logs: [ref("otelcol.processor.transform.pods.input")] } }],
  });
});

test.each([
  [{ pods: false, events: false }, []],
  [{ pods: false, events: true }, ["events"]],
  [{ pods: true, events: false }, ["pods"]],
])("with %j, nothing else is read", (logs, expected) => {
  const labels = gateway("dev", { logs }).map(({ label }) => label);
  expect(["pods", "events"].filter((label) => labels.includes(label))).toEqual(expected);
  const all = gateway("dev", { logs }).map(identity);
  expect(all.filter((name) => name.startsWith("loki.")).length).toBe(expected.includes("events") ? 2 : expected.length);
});
