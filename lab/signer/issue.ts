import { randomBytes, type webcrypto } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { newKeys, pem, readKeys, x509 } from "../keys";
import { checkFields, extensions, keyAlgorithm, subject } from "./fields";
import type { CertificateSpec } from "./resources";
import { milliseconds } from "./times";

/** What an authority signs with: its key, and its certificate followed by those of the authorities above it. */
export interface Authority {
  readonly key: string;
  readonly chain: string;
}

/** What goes into a Secret. */
export interface Issued {
  readonly "tls.crt": string;
  readonly "tls.key": string;
  readonly "ca.crt": string;
}

/**
 * Issues a certificate.
 *
 * @param authority who signs it; without one it is signed with its own key
 * @param oldKey the key that the Secret holds now
 * @throws Error for what cannot be issued
 */
export async function issue(
  spec: CertificateSpec,
  authority: Authority | undefined,
  oldKey: string | undefined,
  now: Date,
): Promise<Issued> {
  checkFields(spec);
  // All that can be wrong is found before a key is made, which is what takes long.
  const said = extensions(spec);
  const notBefore = new Date(Math.floor(now.getTime() / 1_000) * 1_000);
  const notAfter = new Date(notBefore.getTime() + milliseconds(spec.duration));
  const own = await keysFor(spec, oldKey);
  const above = authority ? certificates(authority.chain) : [];
  const signing = authority ? await readKeys(authority.key) : own;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    notBefore,
    notAfter,
    subject: subject(spec),
    issuer: above[0]?.subjectName ?? subject(spec),
    publicKey: own.keys.publicKey,
    signingKey: signing.keys.privateKey,
    signingAlgorithm: signing.algorithm,
    extensions: [
      ...said,
      await x509.SubjectKeyIdentifierExtension.create(own.keys.publicKey),
      await authorityKeyIdentifier(above[0], signing.keys.publicKey),
    ],
  });
  const roots = above.filter(isRoot);
  return {
    "tls.crt": text([certificate, ...above.filter((one) => !isRoot(one))]),
    "tls.key": pem(own.keys.privateKey),
    "ca.crt": text([roots[0] ?? above.at(-1) ?? certificate]),
  };
}

/** The old key where it is to be kept, else a new one. */
async function keysFor({ privateKey }: CertificateSpec, oldKey: string | undefined) {
  const algorithm = keyAlgorithm(privateKey);
  if (privateKey?.rotationPolicy !== "Never" || !oldKey) return { algorithm, keys: await newKeys(algorithm) };
  const old = await readKeys(oldKey);
  if (isDeepStrictEqual(old.algorithm, algorithm)) return old;
  throw new Error("its Secret holds a key of another kind, and rotationPolicy Never keeps it: remove the Secret");
}

/** As the authority's own certificate has it; one that says nothing of it is known by the hash of its key. */
async function authorityKeyIdentifier(authority: x509.X509Certificate | undefined, key: webcrypto.CryptoKey) {
  const known = authority?.getExtension(x509.SubjectKeyIdentifierExtension);
  return known
    ? new x509.AuthorityKeyIdentifierExtension(known.keyId)
    : x509.AuthorityKeyIdentifierExtension.create(key);
}

/** Positive and of full length, as the first bits of a serial number are its sign. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] & 0x3f) | 0x40;
  return bytes.toString("hex");
}

const isRoot = ({ subject, issuer }: x509.X509Certificate): boolean => subject === issuer;

const certificates = (chain: string): x509.X509Certificate[] => [
  ...new Map(
    x509.PemConverter.decode(chain).map((der) => {
      const certificate = new x509.X509Certificate(der);
      // A root is often both the end of the chain and the Secret's ca.crt.
      return [certificate.serialNumber, certificate];
    }),
  ).values(),
];

const text = (chain: readonly x509.X509Certificate[]): string =>
  chain.map((certificate) => `${certificate.toString("pem")}\n`).join("");
