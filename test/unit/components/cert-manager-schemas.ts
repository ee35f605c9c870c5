import { z } from "zod";

/**
 * What of cert-manager's kinds the stack uses, after the CRDs of v1.21 and what its webhook refuses besides. Strict, as
 * Kubernetes' own schemas are not: cert-manager drops a field that it does not know, and issues without it.
 */

const name = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
const hours = z.string().regex(/^[1-9][0-9]*h$/);
const dnsName = z.string().regex(/^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/);
const texts = z.record(z.string(), z.string());

const object = (kind: string, namespaced: boolean, spec: z.ZodType) =>
  z.strictObject({
    apiVersion: z.literal("cert-manager.io/v1"),
    kind: z.literal(kind),
    metadata: z.strictObject({
      name,
      ...(namespaced ? { namespace: name } : {}),
      labels: texts,
      annotations: texts,
    }),
    spec,
  });

const certificate = z.strictObject({
  isCA: z.literal(true).optional(),
  commonName: z.string().max(64).optional(),
  secretName: name,
  dnsNames: z.array(dnsName).optional(),
  ipAddresses: z.array(z.ipv4()).optional(),
  usages: z.array(z.enum(["cert sign", "crl sign", "digital signature", "server auth", "client auth"])).min(1),
  duration: hours,
  renewBefore: hours,
  privateKey: z.strictObject({
    algorithm: z.literal("ECDSA"),
    size: z.literal(256),
    encoding: z.literal("PKCS8"),
    rotationPolicy: z.enum(["Never", "Always"]),
  }),
  issuerRef: z.strictObject({
    group: z.literal("cert-manager.io"),
    kind: z.enum(["Issuer", "ClusterIssuer"]),
    name,
  }),
});

const issuer = z.union([
  z.strictObject({ selfSigned: z.strictObject({}) }),
  z.strictObject({ ca: z.strictObject({ secretName: name }) }),
]);

/** As the models of Kubernetes' own kinds are. */
const model = (schema: z.ZodType) =>
  class {
    constructor(private readonly data: unknown) {}

    validate(): void {
      const { error } = schema.safeParse(this.data);
      const [issue] = error?.issues ?? [];
      if (issue) throw new Error(`data/${issue.path.join("/")} ${issue.message}`);
    }
  };

export const Certificate = model(object("Certificate", true, certificate));
export const ClusterIssuer = model(object("ClusterIssuer", false, issuer));
export const Issuer = model(object("Issuer", true, issuer));
