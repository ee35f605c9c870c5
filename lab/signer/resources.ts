import { X509Certificate } from "node:crypto";

/** What the signer reads of cert-manager's objects, and what it says of them. */
export interface Condition {
  readonly type: "Ready";
  readonly status: "True" | "False";
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly generation?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Issuer {
  readonly kind: "Issuer" | "ClusterIssuer";
  readonly metadata: Metadata;
  readonly spec: { readonly ca?: { readonly secretName: string } } & Readonly<Record<string, unknown>>;
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export interface CertificateSpec {
  readonly secretName: string;
  readonly issuerRef: { readonly name: string; readonly kind?: string; readonly group?: string };
  readonly commonName?: string;
  readonly subject?: { readonly organizations?: readonly string[] };
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly isCA?: boolean;
  readonly usages?: readonly string[];
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly privateKey?: {
    readonly algorithm?: string;
    readonly size?: number;
    readonly encoding?: string;
    readonly rotationPolicy?: string;
  };
}

export interface CertificateStatus {
  readonly conditions: readonly Condition[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly renewalTime?: string;
  readonly revision?: number;
}

export interface Certificate {
  readonly metadata: Metadata;
  readonly spec: CertificateSpec;
  readonly status?: CertificateStatus;
}

export interface Secret {
  readonly metadata: Metadata;
  /** In base 64. */
  readonly data?: Readonly<Record<string, string>>;
}

/** The text of a Secret's key, if it has one that is not empty. */
export const textOf = (secret: Secret | undefined, key: string): string | undefined =>
  Buffer.from(secret?.data?.[key] ?? "", "base64").toString() || undefined;

/** The first certificate in a Secret, if it has one. */
export function certificateIn(secret: Secret | undefined): X509Certificate | undefined {
  try {
    return new X509Certificate(textOf(secret, "tls.crt") ?? "");
  } catch {
    return undefined;
  }
}

interface Judged {
  readonly metadata: Metadata;
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** Whether an object is ready, dated as of when that last turned from true to false or back. */
export function ready(object: Judged, is: boolean, reason: string, message: string, now: Date): Condition {
  const before = object.status?.conditions?.find(({ type }) => type === "Ready");
  const status = is ? "True" : "False";
  return {
    type: "Ready",
    status,
    reason,
    message,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : instant(now),
    observedGeneration: object.metadata.generation,
  };
}

/** A time as Kubernetes writes it, to the second. */
export const instant = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, "Z");
