import type { Settings } from "../../settings";
import { connection, endpoint, scraped, type Wiring } from "../wiring";
import { relabel } from "./relabel";
import { type Block, ref } from "./syntax";
import { tenantHeader, tenantsOf } from "./tenants";

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
        relabel({
          action: "keep",
          source_labels: [nameLabel, "__meta_kubernetes_pod_container_port_name"],
          regex: rows.map(({ to, port }) => `${to.name};${port}`).join("|"),
        }),
        relabel({
          source_labels: [nameLabel],
          regex: "obi",
          target_label: "__metrics_path__",
          replacement: "/internal/metrics",
        }),
        // The dashboards that come with the backends look for job="<namespace>/<component>".
        relabel({
          source_labels: ["__meta_kubernetes_namespace", nameLabel],
          separator: "/",
          target_label: "job",
        }),
        relabel({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
        relabel({ source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "node" }),
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
          attributes: {
            url: `${endpoint(connection(wiring, "alloy", "mimir", "http"))}/api/v1/push`,
            // What the stack says of itself is the default tenant's.
            ...tenantHeader(tenantsOf(settings)[0]),
          },
        },
      ],
    },
  ];
}

const nameLabel = "__meta_kubernetes_pod_label_app_kubernetes_io_name";
