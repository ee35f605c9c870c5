import { createPrivateKey, X509Certificate } from "node:crypto";
import { type Authority, issue, type Issued } from "../../../lab/signer/issue";
import type { CertificateSpec } from "../../../lab/signer/resources";
import { milliseconds, renewalTime } from "../../../lab/signer/times";

const now = new Date("2026-01-01T00:00:00.500Z");

const spec: CertificateSpec = {
  secretName: "mimir-tls",
  issuerRef: { name: "mop", kind: "ClusterIssuer" },
  privateKey: { algorithm: "ECDSA", rotationPolicy: "Always" },
};
const authoritySpec: CertificateSpec = { ...spec, commonName: "mop", isCA: true, usages: ["cert sign", "crl sign"] };

const certificate = (issued: Issued) => new X509Certificate(issued["tls.crt"]);
const authorityOf = (issued: Issued, above = ""): Authority => ({
  key: issued["tls.key"],
  chain: `${issued["tls.crt"]}\n${above}`,
});
const count = (pem: string) => pem.split("BEGIN CERTIFICATE").length - 1;

/** Extended key usages as node:crypto has them. */
const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";

let root: Issued;

beforeAll(async () => {
  root = await issue({ ...authoritySpec, duration: "87600h" }, undefined, undefined, now);
});

test("an authority that signs for itself", () => {
  const made = certificate(root);
  expect({ subject: made.subject, issuer: made.issuer, ca: made.ca }).toEqual({
    subject: "CN=mop",
    issuer: "CN=mop",
    ca: true,
  });
  expect(made.verify(made.publicKey)).toBe(true);
  expect(root["ca.crt"]).toBe(root["tls.crt"]);
  expect(made.validTo).toBe("Dec 30 00:00:00 2035 GMT");
});

test("a certificate of an authority names whom it is for, how long and what for", async () => {
  const asked: CertificateSpec = {
    ...spec,
    commonName: "mimir",
    subject: { organizations: ["grafana"] },
    dnsNames: ["mimir", "*.mimir.svc"],
    ipAddresses: ["127.0.0.1", "::1"],
    usages: ["digital signature", "server auth", "client auth"],
    duration: "36h",
  };
  const issued = await issue(asked, authorityOf(root), undefined, now);
  const made = certificate(issued);
  expect({
    subject: made.subject,
    issuer: made.issuer,
    ca: made.ca,
    names: made.subjectAltName,
    usages: made.keyUsage,
    from: made.validFrom,
    to: made.validTo,
  }).toEqual({
    subject: "O=grafana\nCN=mimir",
    issuer: "CN=mop",
    ca: false,
    names: "DNS:mimir, DNS:*.mimir.svc, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
    usages: [serverAuth, clientAuth],
    from: "Jan  1 00:00:00 2026 GMT",
    to: "Jan  2 12:00:00 2026 GMT",
  });
  expect(made.verify(certificate(root).publicKey)).toBe(true);
  expect(made.checkIssued(certificate(root))).toBe(true);
  expect(made.checkHost("a.mimir.svc")).toBe("*.mimir.svc");
  expect(made.checkHost("loki")).toBeUndefined();
  expect(made.checkPrivateKey(createPrivateKey(issued["tls.key"]))).toBe(true);
  expect(issued["ca.crt"]).toBe(root["ca.crt"]);
  expect(count(issued["tls.crt"])).toBe(1);
});

test("an authority between: it comes along, the root does not", async () => {
  const between = await issue({ ...authoritySpec, commonName: "between" }, authorityOf(root), undefined, now);
  const issued = await issue(spec, authorityOf(between, between["ca.crt"]), undefined, now);
  expect(issued["tls.crt"].endsWith(between["tls.crt"])).toBe(true);
  expect(count(issued["tls.crt"])).toBe(2);
  expect(issued["ca.crt"]).toBe(root["tls.crt"]);
  expect(certificate(issued).verify(certificate(between).publicKey)).toBe(true);
});

test("no two serial numbers are the same, and each is positive", async () => {
  const made = await Promise.all([1, 2, 3].map(() => issue(spec, authorityOf(root), undefined, now)));
  const numbers = made.map((issued) => certificate(issued).serialNumber);
  expect(new Set(numbers).size).toBe(3);
  for (const number of numbers) expect(number).toMatch(/^[4-7][0-9A-F]{31}$/);
});

test.each<[string, CertificateSpec["privateKey"], object]>([
  ["none", undefined, { modulusLength: 2048, publicExponent: 65537n }],
  ["RSA of 3072 bits", { algorithm: "RSA", size: 3072 }, { modulusLength: 3072, publicExponent: 65537n }],
  ["ECDSA", { algorithm: "ECDSA" }, { namedCurve: "prime256v1" }],
  ["ECDSA of 384 bits", { algorithm: "ECDSA", size: 384 }, { namedCurve: "secp384r1" }],
  ["ECDSA of 521 bits", { algorithm: "ECDSA", size: 521 }, { namedCurve: "secp521r1" }],
])("a key of the kind %s", async (_, privateKey, expected) => {
  const issued = await issue({ ...authoritySpec, privateKey }, undefined, undefined, now);
  expect(issued["tls.key"]).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(createPrivateKey(issued["tls.key"]).asymmetricKeyDetails).toEqual(expected);
  const leaf = await issue(spec, authorityOf(issued), undefined, now);
  expect(certificate(leaf).verify(certificate(issued).publicKey)).toBe(true);
});

test("a key is kept or not, as the rotation policy says", async () => {
  const keep = { ...spec, privateKey: { algorithm: "ECDSA", rotationPolicy: "Never" } };
  const first = await issue(keep, authorityOf(root), undefined, now);
  const key = first["tls.key"];
  expect((await issue(keep, authorityOf(root), key, now))["tls.key"]).toBe(key);
  expect((await issue(spec, authorityOf(root), key, now))["tls.key"]).not.toBe(key);
});

test.each<[string, Partial<CertificateSpec>]>([
  ['"90d" is no duration: expected one such as 2160h or 1h30m', { duration: "90d" }],
  ["the lab's stand-in for cert-manager does not know the usage mining", { usages: ["mining"] }],
  ['"mimir" is no IP address', { ipAddresses: ["mimir"] }],
  ["the lab's stand-in for cert-manager makes no Ed25519 keys", { privateKey: { algorithm: "Ed25519" } }],
  ["the lab's stand-in for cert-manager makes no RSA keys of 1024 bits", { privateKey: { size: 1024 } }],
  ["the lab's stand-in for cert-manager does not know spec.uris", { uris: [] } as Partial<CertificateSpec>],
  [
    "the lab's stand-in for cert-manager does not know spec.subject.countries",
    { subject: { countries: [] } } as Partial<CertificateSpec>,
  ],
  [
    "its Secret holds a key of another kind, and rotationPolicy Never keeps it: remove the Secret",
    { privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" } },
  ],
])("refused: %s", async (message, change) => {
  await expect(issue({ ...spec, ...change }, undefined, root["tls.key"], now)).rejects.toThrow(new Error(message));
});

test.each([
  ["2160h0m0s", 7_776_000_000],
  ["1h30m", 5_400_000],
  ["1.5s", 1_500],
  ["250ms", 250],
  [undefined, 7_776_000_000],
])("%s is %d ms", (duration, expected) => {
  expect(milliseconds(duration)).toBe(expected);
});

test.each([
  ["2h", "2026-01-01T07:00:00.000Z"],
  [undefined, "2026-01-01T06:00:00.000Z"],
  ["9h", "2026-01-01T06:00:00.000Z"],
])("nine hours, to be renewed %s before their end: %s", (renewBefore, expected) => {
  const life = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2026-01-01T09:00:00Z") };
  expect(renewalTime(life, renewBefore).toISOString()).toBe(expected);
});
