import type { Settings } from "../../settings";
import { connection, endpoint, scraped, type Wiring } from "../wiring";
import { type Block, ref, type Value } from "./syntax";

/** The stack's own metrics: every pod that wiring.ts says Alloy scrapes, to Mimir by remote write. */
export function scrapeBlocks(settings: Settings, wiring: Wiring): Block[] {
  const rows = scraped(wiring, "alloy");
  const namespaces = [...new Set(rows.map(({ to }) => to.namespace))].sort();
  return [
    {
      block: "discovery.kubernetes",
      label: "stack",
      attributes: { role: "pod" },
      blocks: [
        { block: "namespaces", attributes: { names: namespaces } },
        {
          block: "selectors",
          attributes: { role: "pod", label: `app.kubernetes.io/instance=mop-${settings.stack}` },
        },
      ],
    },
    {
      block: "discovery.relabel",
      label: "stack",
      attributes: { targets: ref("discovery.kubernetes.stack.targets") },
      blocks: [
        rule({
          action: "keep",
          source_labels: [nameLabel, "__meta_kubernetes_pod_container_port_name"],
          regex: rows.map(({ to, port }) => `${to.name};${port}`).join("|"),
        }),
        rule({
          source_labels: [nameLabel],
          regex: "obi",
          target_label: "__metrics_path__",
          replacement: "/internal/metrics",
        }),
        // The dashboards that come with the backends look for job="<namespace>/<component>".
        rule({
          source_labels: ["__meta_kubernetes_namespace", nameLabel],
          separator: "/",
          target_label: "job",
        }),
        rule({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
        rule({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
        rule({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
        rule({ source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "node" }),
      ],
    },
    {
      block: "prometheus.scrape",
      label: "stack",
      attributes: {
        targets: ref("discovery.relabel.stack.output"),
        forward_to: [ref("prometheus.remote_write.mimir.receiver")],
        scrape_interval: "30s",
      },
      // Without it every replica would scrape every pod.
      blocks: [{ block: "clustering", attributes: { enabled: true } }],
    },
    {
      block: "prometheus.remote_write",
      label: "mimir",
      attributes: { external_labels: { cluster: settings.cluster.name, environment: settings.environment } },
      blocks: [
        {
          block: "endpoint",
          attributes: { url: `${endpoint(connection(wiring, "alloy", "mimir", "http"))}/api/v1/push` },
        },
      ],
    },
  ];
}

const nameLabel = "__meta_kubernetes_pod_label_app_kubernetes_io_name";

const rule = (attributes: { readonly [name: string]: Value }): Block => ({ block: "rule", attributes });
