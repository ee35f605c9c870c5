import type { Tree } from "../settings";
import { tlsFiles } from "./tls-files";
import { type ComponentName, isSecure, serverName, type Wiring, type Workload } from "./wiring";

/** TLS in the words of dskit, on which Tempo, Mimir and Loki are built. */

const oldest = "VersionTLS12";

/** What a backend's two servers show and ask for. Calls by gRPC come from its own pods, which have a certificate. */
export function serverTls({ ports: { http } }: Workload): Tree {
  if (!isSecure(http)) return {};
  const asking = (client_auth_type: string) => ({
    cert_file: tlsFiles.certificate,
    key_file: tlsFiles.key,
    client_ca_file: tlsFiles.ca,
    client_auth_type,
  });
  return {
    tls_min_version: oldest,
    http_tls_config: asking("VerifyClientCertIfGiven"),
    grpc_tls_config: asking("RequireAndVerifyClientCert"),
  };
}

const isTls = ({ workloads }: Wiring, component: ComponentName): boolean =>
  workloads.some((one) => one.component === component && isSecure(one.ports.http));

/** What a backend's pods show and check for when they call each other, and themselves: by address, so the name is given. */
export const callerTls = (wiring: Wiring, component: ComponentName): Tree =>
  isTls(wiring, component)
    ? {
        tls_cert_path: tlsFiles.certificate,
        tls_key_path: tlsFiles.key,
        tls_ca_path: tlsFiles.ca,
        tls_server_name: serverName(component, wiring),
        tls_min_version: oldest,
      }
    : {};

/** The same for gRPC and gossip, whose clients speak TLS only if they are told to. */
export const clientTls = (wiring: Wiring, component: ComponentName): Tree =>
  isTls(wiring, component) ? { tls_enabled: true, ...callerTls(wiring, component) } : {};

/** The clients that a backend's configuration lists, with TLS; none need be listed where there is none. */
export const tlsCalls = (wiring: Wiring, component: ComponentName, calls: (tls: Tree) => Tree): Tree =>
  isTls(wiring, component) ? calls(clientTls(wiring, component)) : {};
