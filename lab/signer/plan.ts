import { dueReason } from "./due";
import type { Authority } from "./issue";
import { secretKey } from "./issuers";
import { type Certificate, type Condition, type Issuer, type Secret, textOf } from "./resources";

/** All that there is at one moment. */
export interface Scene {
  readonly now: Date;
  readonly certificates: readonly Certificate[];
  readonly issuers: readonly { readonly issuer: Issuer; readonly condition: Condition }[];
  readonly secretOf: (key: { readonly namespace?: string; readonly name: string }) => Secret | undefined;
}

/** What is to be done about a certificate. */
export type Plan =
  | { readonly step: "keep" }
  | { readonly step: "refuse"; readonly reason: string; readonly message: string }
  /** Without an authority it is signed with its own key. */
  | { readonly step: "issue"; readonly because: string; readonly authority?: Authority };

/** On a Secret: the Certificate that it belongs to, under cert-manager's own name for it. */
export const ownerAnnotation = "cert-manager.io/certificate-name";

/** @throws Error where the certificate says something that cannot be understood */
export function plan(certificate: Certificate, { now, certificates, issuers, secretOf }: Scene): Plan {
  const { metadata, spec } = certificate;
  const secret = secretOf({ namespace: metadata.namespace, name: spec.secretName });
  const owner = secret?.metadata.annotations?.[ownerAnnotation];
  const isTaken = certificates.some(
    (other) =>
      other !== certificate && other.metadata.namespace === metadata.namespace && other.metadata.name === owner,
  );
  // Two that write to one Secret would take turns for ever.
  if (isTaken) return refuse("IncorrectCertificate", `Secret ${spec.secretName} is that of the Certificate ${owner}`);
  const because = dueReason(certificate, secret, now);
  if (!because) return { step: "keep" };
  const { kind = "Issuer", name } = spec.issuerRef;
  const found = issuers.find(({ issuer }) => isIssuerOf(certificate, issuer));
  if (!found) return refuse("DoesNotExist", `${kind} ${name} does not exist`);
  const { issuer, condition } = found;
  if (condition.status !== "True") return refuse("NotReady", `${kind} ${name} is not ready: ${condition.message}`);
  const key = secretKey(issuer);
  return { step: "issue", because, authority: key && authorityIn(secretOf(key)) };
}

const refuse = (reason: string, message: string): Plan => ({ step: "refuse", reason, message });

const authorityIn = (secret: Secret | undefined): Authority => ({
  key: textOf(secret, "tls.key") ?? "",
  chain: [textOf(secret, "tls.crt"), textOf(secret, "ca.crt")].join("\n"),
});

/** Whether it is the issuer that a certificate names: of its own namespace, or of the whole cluster. */
function isIssuerOf({ metadata: { namespace }, spec: { issuerRef } }: Certificate, issuer: Issuer): boolean {
  const { kind = "Issuer", name, group = "cert-manager.io" } = issuerRef;
  return (
    group === "cert-manager.io" &&
    issuer.kind === kind &&
    issuer.metadata.name === name &&
    (kind === "ClusterIssuer" || issuer.metadata.namespace === namespace)
  );
}
