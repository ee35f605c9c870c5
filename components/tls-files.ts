import type { Settings } from "../settings";
import { overBroker, type Workload } from "./wiring";

/** Where every pod finds what proves who it is, and whom it trusts. */
export const tlsFolder = "/etc/tls";

const file = (name: string) => `${tlsFolder}/${name}`;

/** As cert-manager names them in a Secret. */
export const tlsFiles = { certificate: file("tls.crt"), key: file("tls.key"), ca: file("ca.crt") };

/** Authorities of what is outside; a file is there only where its setting is. */
export const authorityFiles = { objectStorage: file("object-storage.crt"), kafka: file("kafka.crt") };

/** The Secret that a workload's certificate is in. */
export const certificateSecret = ({ certificates }: Settings, { name }: Workload): string =>
  certificates.secrets[name] ?? `${name}-tls`;

/** The ConfigMap of authorities that settings name, in each namespace. */
export const trustName = "mop-trust";

/**
 * The files of it that a workload reads: what settings trust instead of the authority that signs, and the authorities of
 * what it calls outside.
 */
export function trust(settings: Settings, { component }: Workload): Readonly<Record<string, string>> {
  const { tls, certificates, objectStorage, kafka } = settings;
  const isBackend = component !== "obi" && component !== "alloy";
  const storage = isBackend && settings[component].bucket !== undefined ? objectStorage.ca : undefined;
  const broker = isBackend && overBroker(settings, component) ? kafka.ca : undefined;
  return {
    ...(tls.enabled && certificates.trust.length > 0 ? { "ca.crt": certificates.trust.join("") } : {}),
    ...(storage === undefined ? {} : { "object-storage.crt": storage }),
    ...(broker === undefined ? {} : { "kafka.crt": broker }),
  };
}
