import type { Settings } from "../../settings";
import { type Connection, connection, endpoint, isSecure, scraped, serverName, type Wiring } from "../wiring";
import { relabel } from "./relabel";
import { type Block, ref } from "./syntax";
import { tenantHeader, tenantsOf } from "./tenants";
import { prometheusTls } from "./tls";

/** The stack's own metrics: every pod that the wiring says Alloy scrapes, to Mimir by remote write. */
export function scrapeBlocks(settings: Settings, wiring: Wiring): Block[] {
  const rows = scraped(wiring, "alloy");
  const toMimir = connection(wiring, "alloy", "mimir", "http");
  return [
    {
      block: "discovery.kubernetes",
      label: "stack",
      attributes: { role: "pod" },
      blocks: [
        {
          block: "namespaces",
          attributes: { names: [...new Set(rows.map(({ to }) => to.namespace))].sort() },
        },
        {
          block: "selectors",
          attributes: { role: "pod", label: `app.kubernetes.io/instance=mop-${settings.stack}` },
        },
      ],
    },
    ...groups(rows).flatMap(([label, group]) => scrape(label, group, wiring)),
    {
      block: "prometheus.remote_write",
      label: "mimir",
      attributes: { external_labels: { cluster: settings.cluster.name, environment: settings.environment } },
      blocks: [
        {
          block: "endpoint",
          attributes: {
            url: `${endpoint(toMimir)}/api/v1/push`,
            // What the stack says of itself is the default tenant's.
            ...tenantHeader(tenantsOf(settings)[0]),
          },
          blocks: prometheusTls(toMimir.to.ports.http),
        },
      ],
    },
  ];
}

/** Rows that one scrape can serve: with TLS it checks for one name, which is a component's. */
function groups(rows: readonly Connection[]): readonly (readonly [label: string, rows: readonly Connection[]])[] {
  const labelOf = ({ to, port }: Connection) => (isSecure(to.ports[port]) ? to.component : "stack");
  return [...new Set(rows.map(labelOf))].map((label) => [label, rows.filter((row) => labelOf(row) === label)]);
}

function scrape(label: string, rows: readonly Connection[], wiring: Wiring): Block[] {
  const [{ to, port }] = rows;
  const server_name = serverName(to.component, wiring);
  return [
    {
      block: "discovery.relabel",
      label,
      attributes: { targets: ref("discovery.kubernetes.stack.targets") },
      blocks: [
        relabel({
          action: "keep",
          source_labels: [nameLabel, "__meta_kubernetes_pod_container_port_name"],
          regex: rows.map((row) => `${row.to.name};${row.port}`).join("|"),
        }),
        ...(rows.some((row) => row.to.name === "obi")
          ? [
              relabel({
                source_labels: [nameLabel],
                regex: "obi",
                target_label: "__metrics_path__",
                replacement: "/internal/metrics",
              }),
            ]
          : []),
        // The dashboards that come with the backends look for job="<namespace>/<component>".
        relabel({ source_labels: ["__meta_kubernetes_namespace", nameLabel], separator: "/", target_label: "job" }),
        ...origin,
      ],
    },
    {
      block: "prometheus.scrape",
      label,
      attributes: {
        targets: ref(`discovery.relabel.${label}.output`),
        forward_to: [ref("prometheus.remote_write.mimir.receiver")],
        scrape_interval: "30s",
        ...(isSecure(to.ports[port]) ? { scheme: "https" } : {}),
      },
      blocks: [
        // Without it every replica would scrape every pod.
        { block: "clustering", attributes: { enabled: true } },
        ...prometheusTls(to.ports[port], { server_name }),
      ],
    },
  ];
}

/** The label of a pod that says what workload it is of. */
export const nameLabel = "__meta_kubernetes_pod_label_app_kubernetes_io_name";

/** Which pod a metric is from. */
export const origin: readonly Block[] = [
  relabel({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
  relabel({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
  relabel({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
  relabel({ source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "node" }),
];
