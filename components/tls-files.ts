import type { Settings } from "../settings";
import type { Workload } from "./wiring";

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

/** Its files: what settings trust instead of the authority that signs, and the authorities of what is outside. */
export const trust = ({ tls, certificates, objectStorage, kafka }: Settings): Readonly<Record<string, string>> => ({
  ...(tls.enabled && certificates.trust.length > 0 ? { "ca.crt": certificates.trust.join("") } : {}),
  ...(objectStorage.ca === undefined ? {} : { "object-storage.crt": objectStorage.ca }),
  ...(kafka.ca === undefined ? {} : { "kafka.crt": kafka.ca }),
});
