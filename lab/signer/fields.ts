import { isIP } from "node:net";
import { ecdsa, type KeyAlgorithm, rsa, x509 } from "../keys";
import type { CertificateSpec } from "./resources";

const { digitalSignature, nonRepudiation, keyEncipherment, keyAgreement, dataEncipherment, keyCertSign, cRLSign } =
  x509.KeyUsageFlags;

/** What the key may be used for, by cert-manager's names. */
const keyUsages: Readonly<Record<string, x509.KeyUsageFlags>> = {
  signing: digitalSignature,
  "digital signature": digitalSignature,
  "content commitment": nonRepudiation,
  "key encipherment": keyEncipherment,
  "key agreement": keyAgreement,
  "data encipherment": dataEncipherment,
  "cert sign": keyCertSign,
  "crl sign": cRLSign,
};

/** What the certificate is a proof for, by cert-manager's names. */
const purposes: Readonly<Record<string, string>> = {
  any: "2.5.29.37.0",
  "server auth": x509.ExtendedKeyUsage.serverAuth,
  "client auth": x509.ExtendedKeyUsage.clientAuth,
  "code signing": x509.ExtendedKeyUsage.codeSigning,
  "email protection": x509.ExtendedKeyUsage.emailProtection,
  timestamping: x509.ExtendedKeyUsage.timeStamping,
  "ocsp signing": x509.ExtendedKeyUsage.ocspSigning,
};

/** cert-manager's own, where a Certificate names none. */
const defaultUsages = ["digital signature", "key encipherment"];

/** What the signer heeds of a Certificate; and what it need not, as it keeps no requests and always writes PKCS #8. */
const known = {
  spec: [
    ...["secretName", "issuerRef", "commonName", "subject", "dnsNames", "ipAddresses", "isCA", "usages", "duration"],
    ...["renewBefore", "privateKey", "revisionHistoryLimit"],
  ],
  "spec.subject": ["organizations"],
};

/** @throws Error that names a field which a certificate would silently lack */
export function checkFields(spec: CertificateSpec): void {
  for (const [path, of] of [
    ["spec", spec],
    ["spec.subject", spec.subject ?? {}],
  ] as const) {
    const unknown = Object.keys(of).find((field) => !known[path].includes(field));
    if (unknown) throw new Error(`the lab's stand-in for cert-manager does not know ${path}.${unknown}`);
  }
}

/** The kind of key that is asked for. @throws Error for one that the lab cannot make */
export function keyAlgorithm({
  algorithm = "RSA",
  size,
}: NonNullable<CertificateSpec["privateKey"]> = {}): KeyAlgorithm {
  if (algorithm === "RSA" && (size ?? 2048) >= 2048) return rsa(size ?? 2048);
  const curve = `P-${size ?? 256}`;
  if (algorithm === "ECDSA" && (curve === "P-256" || curve === "P-384" || curve === "P-521")) return ecdsa(curve);
  throw new Error(`the lab's stand-in for cert-manager makes no ${algorithm} keys${size ? ` of ${size} bits` : ""}`);
}

/** Who the certificate is for. */
export const subject = ({ commonName, subject }: CertificateSpec): x509.JsonName => [
  ...(subject?.organizations ?? []).map((organization) => ({ O: [organization] })),
  ...(commonName ? [{ CN: [commonName] }] : []),
];

/** What the certificate says of its use and its names. @throws Error for a use that is not known here */
export function extensions(spec: CertificateSpec): x509.Extension[] {
  const usages = spec.usages?.length ? spec.usages : defaultUsages;
  const unknown = usages.find((usage) => !(usage in keyUsages) && !(usage in purposes));
  if (unknown) throw new Error(`the lab's stand-in for cert-manager does not know the usage ${unknown}`);
  const flags = usages.reduce((sum, usage) => sum | (keyUsages[usage] ?? 0), spec.isCA ? keyCertSign : 0);
  const proofs = usages.filter((usage) => usage in purposes).map((usage) => purposes[usage]);
  const names = [
    ...(spec.dnsNames ?? []).map((value) => ({ type: "dns" as const, value })),
    ...(spec.ipAddresses ?? []).map((value) => ({ type: "ip" as const, value: address(value) })),
  ];
  return [
    new x509.BasicConstraintsExtension(spec.isCA ?? false, undefined, true),
    ...(flags ? [new x509.KeyUsagesExtension(flags, true)] : []),
    ...(proofs.length > 0 ? [new x509.ExtendedKeyUsageExtension(proofs)] : []),
    // Where nothing else says who it is for, the names must be heeded.
    ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names, subject(spec).length === 0)] : []),
  ];
}

function address(value: string): string {
  if (isIP(value) === 0) throw new Error(`"${value}" is no IP address`);
  return value;
}
