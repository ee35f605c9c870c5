import { type Issued, issue } from "../../../lab/signer/issue";
import type { CertificateSpec } from "../../../lab/signer/resources";

/** From when, and for how long, a certificate holds. */
export interface Life {
  readonly from?: Date;
  /** As Go writes it, "60s". */
  readonly duration?: string;
}

const hour = 3_600_000;

/** Who signs certificates, as an issuer of cert-manager does. */
export class Authority {
  private constructor(
    /** Its own certificate, for others to trust. */
    readonly certificate: string,
    private readonly key: string,
  ) {}

  static async create(name: string): Promise<Authority> {
    const about = { secretName: name, issuerRef: { name }, commonName: name, isCA: true, usages: ["cert sign"] };
    const spec = { ...about, duration: "48h", privateKey: { algorithm: "ECDSA" } };
    // Older than anything that it signs, be that expired.
    const { "tls.crt": certificate, "tls.key": key } = await issue(spec, undefined, undefined, ago(24));
    return new Authority(certificate, key);
  }

  /** A new key, and the certificate for it that a Certificate object asks for. */
  issue(spec: CertificateSpec, { from = new Date(), duration = spec.duration }: Life = {}): Promise<Issued> {
    return issue({ ...spec, duration }, { key: this.key, chain: this.certificate }, undefined, from);
  }
}

const ago = (hours: number): Date => new Date(Date.now() - hours * hour);

/** The life of a certificate that has ended an hour ago. */
export const expired: Life = { from: ago(2), duration: "1h" };

/** The authority of every stack that a test runs; who asks its programs something trusts it. */
export const ours = Authority.create("mop");

/** What a Certificate of the stacks says, for somebody who has no part in them. */
export const stranger: CertificateSpec = {
  secretName: "stranger",
  issuerRef: { name: "any" },
  dnsNames: ["localhost"],
  ipAddresses: ["127.0.0.1"],
  usages: ["digital signature", "server auth", "client auth"],
  duration: "24h",
  privateKey: { algorithm: "ECDSA" },
};
