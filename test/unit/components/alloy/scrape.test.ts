import { type Block, ref } from "../../../../components/alloy/syntax";
import { type PodOwner, shipped } from "../workloads";
import { ofPrometheusClient } from "../tls/words";
import { find, under } from "./blocks";
import { discovered, type Labels, relabelled } from "./relabelling";
import { gateway } from "./stacks";

/** The rules of each scrape of pods' own metrics: one for all, or with TLS one for each component. */
const rulesOf = (stack: string): readonly (readonly Block[])[] =>
  gateway(stack)
    .filter(({ block, label = "" }) => block === "discovery.relabel" && !/^(pods|certificates)$/.test(label))
    .map(({ blocks = [] }) => blocks);

test("only pods of this stack are found, in its own namespaces", () => {
  expect(find(gateway("staging"), "discovery.kubernetes stack")).toEqual({
    block: "discovery.kubernetes",
    label: "stack",
    attributes: { role: "pod" },
    blocks: [
      // Not OBI's: with TLS it sends its metrics by itself.
      { block: "namespaces", attributes: { names: ["observability-staging"] } },
      { block: "selectors", attributes: { role: "pod", label: "app.kubernetes.io/instance=mop-staging" } },
    ],
  });
  expect(under(find(gateway("dev"), "discovery.kubernetes stack"), "namespaces")).toEqual({
    names: ["obi-dev", "observability-dev"],
  });
});

const name = "__meta_kubernetes_pod_label_app_kubernetes_io_name";
const meta = (label: string) => `__meta_kubernetes_${label}`;

const origin = [
  { source_labels: [meta("namespace"), name], separator: "/", target_label: "job" },
  { source_labels: [meta("namespace")], target_label: "namespace" },
  { source_labels: [meta("pod_name")], target_label: "pod" },
  { source_labels: [meta("pod_container_name")], target_label: "container" },
  { source_labels: [meta("pod_node_name")], target_label: "node" },
];

const ofObi = {
  source_labels: [name],
  regex: "obi",
  target_label: "__metrics_path__",
  replacement: "/internal/metrics",
};

test.each([
  ["dev", [["obi;metrics|alloy;http|tempo;http|mimir;http|loki;http", ofObi]]],
  ["production", [["alloy-receiver;http|alloy;http"], ["tempo;http"], ["mimir;http"], ["loki;http"]]],
])("%s: which pods are scraped, and what their series are called", (stack, scrapes) => {
  expect(rulesOf(stack).map((rules) => rules.map(({ attributes }) => attributes))).toEqual(
    scrapes.map(([regex, ...more]) => [
      { action: "keep", source_labels: [name, meta("pod_container_port_name")], regex },
      ...more,
      ...origin,
    ]),
  );
});

/** Every port of every pod that a stack renders, with the workload it is of. */
async function ports(
  stack: string,
): Promise<{ readonly owner: string; readonly port: string; readonly labels: Labels }[]> {
  const owners = [...(await shipped(stack)).values()].filter(({ kind }) =>
    /^(StatefulSet|DaemonSet|Deployment)$/.test(kind),
  );
  return owners.flatMap((object) => {
    const { metadata, spec } = object as PodOwner;
    return spec.template.spec.containers.flatMap((container) =>
      container.ports.map((port) => ({
        owner: metadata.name,
        port: port.name,
        labels: discovered({
          namespace: metadata.namespace,
          pod: `${metadata.name}-0`,
          container: container.name,
          port: port.name,
          labels: spec.template.metadata.labels,
        }),
      })),
    );
  });
}

test.each([
  ["dev", 5],
  // All but OBI.
  ["production", 5],
  ["distributed", 25],
])("%s: of each of %i workloads one port is scraped, once", async (stack, count) => {
  const all = await ports(stack);
  const kept = all.flatMap(({ owner, port, labels }) =>
    rulesOf(stack).flatMap((rules) => {
      const result = relabelled(rules, labels);
      return result ? [{ owner, port, result }] : [];
    }),
  );
  expect(kept.map(({ owner, port }) => [owner, port])).toEqual(
    [...new Set(all.map(({ owner }) => owner))]
      .filter((owner) => owner !== "obi" || stack === "dev")
      .map((owner) => [owner, owner === "obi" ? "metrics" : "http"]),
  );
  expect(kept.length).toBe(count);
  for (const { owner, result } of kept) {
    const agent = owner === "obi";
    const environment = stack === "distributed" ? "production" : stack;
    const namespace = agent ? `obi-${environment}` : `observability-${environment}`;
    const { job, namespace: at, pod, container, node, __metrics_path__: path } = result;
    expect({ job, at, pod, container, node, path }).toEqual({
      job: `${namespace}/${owner}`,
      at: namespace,
      pod: `${owner}-0`,
      container: owner,
      node: "node-1",
      path: agent ? "/internal/metrics" : undefined,
    });
  }
});

test("a stranger's pod in the same namespace is left alone", () => {
  const stranger = (app: string, port: string) =>
    relabelled(rulesOf("dev")[0], discovered({ port, labels: { "app.kubernetes.io/name": app } }));
  expect([stranger("grafana", "http"), stranger("lokix", "http"), stranger("loki", "https")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(stranger("loki", "http")?.job).toBe("shop/loki");
});

test("replicas share out whom they scrape, and write under the cluster's and the environment's name", () => {
  const blocks = gateway("dev", { cluster: { name: "blue" } });
  expect(find(blocks, "prometheus.scrape stack")).toEqual({
    block: "prometheus.scrape",
    label: "stack",
    attributes: {
      targets: ref("discovery.relabel.stack.output"),
      forward_to: [ref("prometheus.remote_write.mimir.receiver")],
      scrape_interval: "30s",
    },
    blocks: [{ block: "clustering", attributes: { enabled: true } }],
  });
  const write = find(blocks, "prometheus.remote_write mimir");
  expect(write.attributes).toEqual({ external_labels: { cluster: "blue", environment: "dev" } });
  expect(under(write, "endpoint")).toEqual({ url: "http://mimir.observability-dev.svc:8080/api/v1/push" });
});

test.each(["alloy", "tempo", "mimir", "loki"])(
  "with TLS the pods of %s are called by their addresses, and checked for their component's name",
  (component) => {
    expect(find(gateway("staging"), `prometheus.scrape ${component}`)).toEqual({
      block: "prometheus.scrape",
      label: component,
      attributes: {
        targets: ref(`discovery.relabel.${component}.output`),
        forward_to: [ref("prometheus.remote_write.mimir.receiver")],
        scrape_interval: "30s",
        scheme: "https",
      },
      blocks: [
        { block: "clustering", attributes: { enabled: true } },
        {
          block: "tls_config",
          attributes: { ...ofPrometheusClient, server_name: `${component}.observability-staging.svc` },
        },
      ],
    });
  },
);
