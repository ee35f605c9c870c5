import { tlsFiles } from "../tls-files";
import { type Connection, isSecure, type Port, serverName, type Wiring } from "../wiring";
import type { Block, Value } from "./syntax";

/** A renewed certificate is read again this often; a component that is not told to keeps what it started with. */
const reload = { reload_interval: "1m" };
const own = { cert_file: tlsFiles.certificate, key_file: tlsFiles.key };

/** TLS of a receiver of OTLP; nothing where its port has none. */
export const receiverTls = ({ tls }: Port): Block[] =>
  tls === "none"
    ? []
    : [
        {
          block: "tls",
          attributes: {
            ...own,
            ...(tls === "mutual" ? { client_ca_file: tlsFiles.ca } : {}),
            min_version: "1.2",
            ...reload,
          },
        },
      ];

/**
 * TLS of an exporter of OTLP.
 *
 * @param attributes the name to check for where addresses are called
 */
export const exporterTls = (row: Connection, attributes: Readonly<Record<string, Value>> = {}): Block[] => {
  if (isSecure(row.to.ports[row.port])) {
    return [
      {
        block: "tls",
        attributes: { ca_file: tlsFiles.ca, ...own, ...attributes, min_version: "1.2", ...reload },
      },
    ];
  }
  // A URL says by itself that it is not; an address has to be told.
  return row.to.ports[row.port].protocol === "grpc" ? [{ block: "tls", attributes: { insecure: true } }] : [];
};

/** TLS of what Prometheus' own client calls: scrapes and remote write. It reads files for each new connection. */
export const prometheusTls = (port: Port, attributes: Readonly<Record<string, Value>> = {}): Block[] =>
  isSecure(port)
    ? [
        {
          block: "tls_config",
          attributes: { ca_file: tlsFiles.ca, ...own, ...attributes, min_version: "TLS12" },
        },
      ]
    : [];

/**
 * TLS of Alloy's own page. It asks nobody for a certificate: its replicas show the one that they started with, for ever
 * (internal/service/cluster), and would be shut out once that has expired.
 */
export const pageTls = (page: Port): Block[] =>
  isSecure(page) ? [{ block: "http", blocks: [{ block: "tls", attributes: { ...own, min_version: "TLS12" } }] }] : [];

/** What replicas need to know to find each other by the same page. */
export const clusterTls = (wiring: Wiring, page: Port): readonly string[] =>
  isSecure(page)
    ? [
        "--cluster.enable-tls=true",
        `--cluster.tls-ca-path=${tlsFiles.ca}`,
        `--cluster.tls-cert-path=${tlsFiles.certificate}`,
        `--cluster.tls-key-path=${tlsFiles.key}`,
        `--cluster.tls-server-name=${serverName("alloy", wiring)}`,
      ]
    : [];
