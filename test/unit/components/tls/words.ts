/** What TLS adds to what is rendered, in the words of each program. */

/** Where every pod finds its certificate, its key and the authority that it trusts. */
export const tlsMount = { name: "tls", mountPath: "/etc/tls", readOnly: true };

const own = { cert_file: "/etc/tls/tls.crt", key_file: "/etc/tls/tls.key" };
const reload = { min_version: "1.2", reload_interval: "1m" };

/** Alloy's receivers: they show a certificate. */
export const ofServer = { ...own, ...reload };

/** They ask for one as well. */
export const ofAskingServer = { ...own, client_ca_file: "/etc/tls/ca.crt", ...reload };

/** Alloy's exporters. */
export const ofClient = { ca_file: "/etc/tls/ca.crt", ...own, ...reload };

/** Alloy's scrapes and remote write. */
export const ofPrometheusClient = { ca_file: "/etc/tls/ca.crt", ...own, min_version: "TLS12" };

/** The servers of Tempo, Mimir and Loki: pages and queries for everybody, calls among themselves. */
export const tlsServers = {
  tls_min_version: "VersionTLS12",
  http_tls_config: {
    cert_file: "/etc/tls/tls.crt",
    key_file: "/etc/tls/tls.key",
    client_ca_file: "/etc/tls/ca.crt",
    client_auth_type: "VerifyClientCertIfGiven",
  },
  grpc_tls_config: {
    cert_file: "/etc/tls/tls.crt",
    key_file: "/etc/tls/tls.key",
    client_ca_file: "/etc/tls/ca.crt",
    client_auth_type: "RequireAndVerifyClientCert",
  },
};

/** What a caller of a backend's pods shows and checks for. */
export const tlsCaller = (backend: string, namespace: string) => ({
  tls_cert_path: "/etc/tls/tls.crt",
  tls_key_path: "/etc/tls/tls.key",
  tls_ca_path: "/etc/tls/ca.crt",
  tls_server_name: `${backend}.${namespace}.svc`,
  tls_min_version: "VersionTLS12",
});

/** Their clients, each of which calls pods of its own backend. */
export const tlsClient = (backend: string, namespace: string) => ({
  tls_enabled: true,
  ...tlsCaller(backend, namespace),
});
