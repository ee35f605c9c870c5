import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ecdsa, newKeys, pem, x509 } from "../keys";
import { gatewayAddress, type RealNode, realNodes, serviceAddress } from "./addresses";

/** A certificate of the lab: who it names, and how it may be used. */
interface Leaf {
  readonly name: CertificateName;
  readonly subject: string;
  readonly usage: "server" | "client" | "both";
  /** Where a server is reached; that of the control plane, if not given. */
  readonly at?: { readonly names: readonly string[]; readonly addresses: readonly string[] };
}

const controlPlane = {
  names: [
    "localhost",
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
  ],
  addresses: ["127.0.0.1", serviceAddress, gatewayAddress],
};

/** The parts of a control plane that need a certificate; Kubernetes reads users and groups from the subject. */
const leaves: readonly Leaf[] = [
  { name: "etcd", subject: "CN=etcd", usage: "both" },
  { name: "apiserver", subject: "CN=kube-apiserver", usage: "server" },
  { name: "apiserver-etcd", subject: "CN=kube-apiserver", usage: "client" },
  { name: "controller-manager", subject: "CN=system:kube-controller-manager", usage: "client" },
  { name: "scheduler", subject: "CN=system:kube-scheduler", usage: "client" },
  { name: "kwok", subject: "CN=kwok, O=system:masters", usage: "client" },
  { name: "admin", subject: "CN=admin, O=system:masters", usage: "client" },
  { name: "apiserver-kubelet", subject: "CN=kube-apiserver-kubelet-client, O=system:masters", usage: "client" },
  ...realNodes.map(({ name, address }): Leaf => ({
    name: `kubelet-${name}`,
    subject: `CN=system:node:${name}, O=system:nodes`,
    usage: "both",
    at: { names: [name], addresses: [address] },
  })),
  { name: "kube-proxy", subject: "CN=system:kube-proxy", usage: "client" },
  { name: "cilium", subject: "CN=cilium", usage: "client" },
];

export type CertificateName = "ca" | "etcd" | "apiserver" | "apiserver-etcd" | "apiserver-kubelet" | ClientName;
export type ClientName =
  "controller-manager" | "scheduler" | "kwok" | "admin" | `kubelet-${RealNode["name"]}` | "kube-proxy" | "cilium";

/** Where a certificate and its key are, within the lab's folder. */
export const certificateFiles = (folder: string, name: CertificateName) => ({
  certificate: join(folder, "certificates", `${name}.crt`),
  key: join(folder, "certificates", `${name}.key`),
});

/** Signs the tokens of service accounts. */
export const tokenKeyFiles = (folder: string) => ({
  privateKey: join(folder, "certificates", "token.key"),
  publicKey: join(folder, "certificates", "token.pub"),
});

const algorithm = ecdsa("P-256");
const year = 365 * 24 * 3_600_000;

/** Whether all that `makeCertificates` makes is there; an earlier version of the lab made less. */
export const hasCertificates = (folder: string): boolean =>
  [tokenKeyFiles(folder).publicKey, ...leaves.map(({ name }) => certificateFiles(folder, name).key)].every(existsSync);

/** Makes the lab's own authority and all its certificates, once; the authority's key is not kept. */
export async function makeCertificates(folder: string): Promise<void> {
  if (hasCertificates(folder)) return;
  mkdirSync(join(folder, "certificates"), { recursive: true, mode: 0o700 });

  const authorityKeys = await newKeys(algorithm);
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 10 * year) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: "CN=MOP lab",
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  writeFileSync(certificateFiles(folder, "ca").certificate, authority.toString("pem"));

  for (const leaf of leaves) {
    const keys = await newKeys(algorithm);
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity,
      subject: leaf.subject,
      issuer: authority.subject,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.ExtendedKeyUsageExtension(usages(leaf)),
        ...(leaf.usage === "client" ? [] : [serverAddresses(leaf)]),
      ],
    });
    const files = certificateFiles(folder, leaf.name);
    writeFileSync(files.certificate, certificate.toString("pem"));
    writeFileSync(files.key, pem(keys.privateKey), { mode: 0o600 });
  }
  const token = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const files = tokenKeyFiles(folder);
  writeFileSync(files.privateKey, token.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  writeFileSync(files.publicKey, token.publicKey.export({ type: "spki", format: "pem" }));
}

function usages({ usage }: Leaf): string[] {
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  return { server: [serverAuth], client: [clientAuth], both: [serverAuth, clientAuth] }[usage];
}

const serverAddresses = ({ at = controlPlane }: Leaf) =>
  new x509.SubjectAlternativeNameExtension([
    ...at.names.map((value) => ({ type: "dns" as const, value })),
    ...at.addresses.map((value) => ({ type: "ip" as const, value })),
  ]);
