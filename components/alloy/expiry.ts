import { tlsFiles } from "../tls-files";
import { serverName, type Wiring, watched } from "../wiring";
import { relabel } from "./relabel";
import { nameLabel, origin } from "./scrape";
import { type Block, ref } from "./syntax";

/**
 * When the certificates end that pods really show, whoever signed them: probe_ssl_earliest_cert_expiry, in seconds. A
 * pod that has not taken up a renewed one, as gossip does not, shows its old one here.
 */
export function expiry(wiring: Wiring): Block[] {
  const rows = watched(wiring, "alloy");
  if (rows.length === 0) return [];
  const components = [...new Set(rows.map(({ to }) => to.component))];
  const workloads = (component: string) =>
    [...new Set(rows.filter(({ to }) => to.component === component).map(({ to }) => to.name))].join("|");
  return [
    {
      block: "discovery.relabel",
      label: "certificates",
      attributes: { targets: ref("discovery.kubernetes.stack.targets") },
      blocks: [
        relabel({
          action: "keep",
          source_labels: [nameLabel, portLabel],
          regex: rows.map(({ to, port }) => `${to.name};${port}`).join("|"),
        }),
        relabel({ source_labels: ["__meta_kubernetes_pod_name", portLabel], separator: "/", target_label: "name" }),
        relabel({ source_labels: [portLabel], target_label: "port" }),
        ...components.map((component) =>
          relabel({
            source_labels: [nameLabel],
            regex: workloads(component),
            target_label: "module",
            replacement: component,
          }),
        ),
        ...origin,
      ],
    },
    {
      block: "prometheus.exporter.blackbox",
      label: "certificates",
      attributes: {
        config: JSON.stringify({ modules: Object.fromEntries(components.map((one) => [one, handshake(one, wiring)])) }),
        targets: ref("discovery.relabel.certificates.output"),
      },
    },
    {
      block: "prometheus.scrape",
      label: "certificates",
      attributes: {
        targets: ref("prometheus.exporter.blackbox.certificates.targets"),
        forward_to: [ref("prometheus.remote_write.mimir.receiver")],
        scrape_interval: "5m",
        scrape_timeout: "10s",
      },
      blocks: [{ block: "clustering", attributes: { enabled: true } }],
    },
  ];
}

const portLabel = "__meta_kubernetes_pod_container_port_name";

/** A module of the blackbox exporter. */
const handshake = (component: Parameters<typeof serverName>[0], wiring: Wiring) => ({
  prober: "tcp",
  timeout: "5s",
  tcp: {
    tls: true,
    tls_config: {
      ca_file: tlsFiles.ca,
      cert_file: tlsFiles.certificate,
      key_file: tlsFiles.key,
      server_name: serverName(component, wiring),
    },
  },
});
