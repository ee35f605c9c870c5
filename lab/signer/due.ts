import { createHash, createPrivateKey, type X509Certificate } from "node:crypto";
import { type Certificate, certificateIn, type CertificateSpec, type Secret, textOf } from "./resources";
import { type Life, renewalTime } from "./times";

/** On a Secret: what its certificate was issued for, since the signer's memory ends with its process. */
export const issuedFor = "mop-lab/issued-for";

/** A hash of what makes a new certificate necessary when it changes. When to renew and where to write are no part of it. */
export function fingerprint(spec: CertificateSpec): string {
  const { commonName, subject, dnsNames, ipAddresses, isCA, usages, duration, privateKey, issuerRef } = spec;
  const { algorithm, size } = privateKey ?? {};
  const parts = { commonName, subject, dnsNames, ipAddresses, isCA, usages, duration, algorithm, size, issuerRef };
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** From when until when a certificate holds. */
export const lifeOf = ({ validFrom, validTo }: X509Certificate): Life => ({
  notBefore: new Date(validFrom),
  notAfter: new Date(validTo),
});

/** Why a certificate has to be issued, in words; undefined while the one in its Secret will do. */
export function dueReason({ spec }: Certificate, secret: Secret | undefined, now: Date): string | undefined {
  if (!secret) return `there is no Secret ${spec.secretName}`;
  const current = certificateIn(secret);
  if (!current) return `Secret ${spec.secretName} holds no certificate`;
  if (!isPair(current, textOf(secret, "tls.key")))
    return `Secret ${spec.secretName} does not hold the certificate's key`;
  if (!textOf(secret, "ca.crt")) return `Secret ${spec.secretName} lacks ca.crt`;
  if (secret.metadata.annotations?.[issuedFor] !== fingerprint(spec)) return "another certificate is wanted";
  if (now >= renewalTime(lifeOf(current), spec.renewBefore)) return "it is time to renew it";
  return undefined;
}

function isPair(certificate: X509Certificate, key = ""): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
