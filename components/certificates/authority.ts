import { inHours, type Settings } from "../../settings";

/** Objects of cert-manager, as far as they are not about who they belong to. */
export interface Issuing {
  readonly kind: "Issuer" | "ClusterIssuer" | "Certificate";
  readonly name: string;
  /** None for what is the cluster's. */
  readonly namespace?: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Whether cert-manager makes the certificates; else they are there already, or there are none. */
export const isIssued = ({ tls, certificates }: Settings): boolean =>
  tls.enabled && certificates.issuer.kind !== "Secrets";

/** Who signs the certificates of workloads; nobody where they are there already. */
export function issuerRef(settings: Settings): { readonly kind: string; readonly name: string } | undefined {
  const { kind, name, roots } = settings.certificates.issuer;
  if (kind === "Secrets") return undefined;
  return kind === "own" ? { kind: "ClusterIssuer", name: rootName(settings, roots[0]) } : { kind, name: name ?? "" };
}

/** Cluster-wide, so the stack's name is in it. */
const rootName = ({ namespaces }: Settings, root: string): string => `${namespaces.backends}-ca-${root}`;

/**
 * The stack's own authority, in the order in which each needs those before it: an issuer of self-signed certificates, and
 * for each root its certificate and the issuer that signs with it. The roots are in cert-manager's namespace, so that
 * whoever reads Secrets beside the backends cannot sign. A root keeps its key when it is renewed: what it signed stays
 * valid, and pods need not learn of it.
 */
export function authority(settings: Settings): readonly (Issuing & { readonly suffix: string })[] {
  const { namespace, duration, rootDuration, issuer } = settings.certificates;
  if (issuer.kind !== "own") return [];
  const selfSigned = `${settings.namespaces.backends}-self-signed`;
  return [
    { suffix: "self-signed", kind: "Issuer", name: selfSigned, namespace, spec: { selfSigned: {} } },
    ...issuer.roots.flatMap((root) => {
      const name = rootName(settings, root);
      return [
        {
          suffix: `root-${root}`,
          kind: "Certificate" as const,
          name,
          namespace,
          spec: {
            isCA: true,
            // X.509 has no room for more.
            commonName: name.slice(-64),
            secretName: name,
            duration: inHours(rootDuration),
            // What it signs never outlives it.
            renewBefore: inHours(duration),
            usages: ["cert sign", "crl sign"],
            privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Never" },
            issuerRef: { group: "cert-manager.io", kind: "Issuer", name: selfSigned },
          },
        },
        { suffix: `ca-${root}`, kind: "ClusterIssuer" as const, name, spec: { ca: { secretName: name } } },
      ];
    }),
  ];
}
