import { X509Certificate } from "node:crypto";
import { stackPods } from "./pods";
import type { Port } from "./handshakes";
import { runInNetwork } from "./real-lab";
import { certificateIn } from "./services";

/** Which certificates a stack has, and which its pods show. */

/** The backends' pods and Alloy's: those that serve anybody. */
const servers = (namespace: string) =>
  stackPods()
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap(({ metadata, spec, status }) =>
      spec.containers.flatMap(({ name, ports = [] }) =>
        ports.map((port) => ({
          title: `${metadata.name} ${port.name}`,
          workload: name,
          host: status.podIP,
          port: port.containerPort,
        })),
      ),
    );

/** Serial number by port, { "loki-0 http": "4A..." }, of the certificate that each shows to whom calls it now. */
export function shownSerials(namespace: string): Readonly<Record<string, string>> {
  const ports = servers(namespace);
  const caller = certificateIn(namespace, "alloy-tls");
  const calls = ports.map(({ workload, host, port }): Port => ({
    ...caller,
    host,
    port,
    servername: `${workload}.${namespace}.svc`,
  }));
  const serials = runInNetwork<string[]>("handshakes.ts", calls);
  return Object.fromEntries(ports.map(({ title }, i) => [title, serials[i]]));
}

/** What {@link shownSerials} gives once every pod shows what its Secret holds. */
export const issuedSerials = (namespace: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    servers(namespace).map(({ title, workload }) => [
      title,
      new X509Certificate(certificateIn(namespace, `${workload}-tls`).cert).serialNumber,
    ]),
  );
