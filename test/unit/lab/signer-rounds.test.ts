import { X509Certificate } from "node:crypto";
import { Signer } from "../../../lab/signer/signer";
import { Kept } from "./kept";

const start = new Date("2026-01-01T00:00:00Z");
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000);

const issuerRef = { kind: "ClusterIssuer", name: "mop", group: "cert-manager.io" };
const privateKey = { algorithm: "ECDSA" };
const leaf = { secretName: "mimir-tls", dnsNames: ["mimir"], duration: "9h", privateKey, issuerRef };

let cluster: Kept;
let told: string[];
let signer: Signer;

/** A cluster with an authority, and a certificate that it is to sign. */
beforeEach(() => {
  cluster = new Kept();
  told = [];
  signer = new Signer(cluster, (line) => told.push(line));
  cluster.put("ClusterIssuer", "root-maker", { selfSigned: {} });
  const root = { secretName: "mop-ca", isCA: true, commonName: "mop", duration: "900h", privateKey };
  cluster.put("Certificate", "mop-ca", { ...root, issuerRef: { ...issuerRef, name: "root-maker" } }, "cert-manager");
  cluster.put("ClusterIssuer", "mop", { ca: { secretName: "mop-ca" } });
  cluster.put("Certificate", "mimir", leaf, "observability");
});

async function rounds(count: number, now = start): Promise<void> {
  for (let n = 0; n < count; n++) await signer.round(now);
}

const secretOf = (name: string) => cluster.get("Secret", name)?.data?.["tls.crt"];
const answer = (kind: string, name: string) => {
  const [condition] = cluster.get(kind, name)?.status?.conditions ?? [];
  return [condition.status, condition.reason, condition.message];
};
const up = ["True", "Ready", "Certificate is up to date and has not expired"];

test("each waits for the one before it, and nothing is written once all are up", async () => {
  await rounds(1);
  const missing = "there is no Secret cert-manager/mop-ca";
  expect(answer("ClusterIssuer", "mop")).toEqual(["False", "ErrGetKeyPair", missing]);
  expect(answer("Certificate", "mimir")).toEqual(["False", "NotReady", `ClusterIssuer mop is not ready: ${missing}`]);
  await rounds(1);
  expect(answer("ClusterIssuer", "mop")).toEqual(["True", "KeyPairVerified", "Signing CA verified"]);
  expect(cluster.get("Certificate", "mimir")?.status).toEqual({
    conditions: [
      {
        type: "Ready",
        status: "True",
        reason: "Ready",
        message: "Certificate is up to date and has not expired",
        lastTransitionTime: "2026-01-01T00:00:00Z",
        observedGeneration: 1,
      },
    ],
    notBefore: "2026-01-01T00:00:00Z",
    notAfter: "2026-01-01T09:00:00Z",
    renewalTime: "2026-01-01T06:00:00Z",
    revision: 1,
  });
  const { writes } = cluster;
  await rounds(3, later(1));
  expect(cluster.writes).toBe(writes);
  expect(told).toEqual([
    "Certificate cert-manager/mop-ca issued, as there is no Secret mop-ca",
    "Certificate observability/mimir issued, as there is no Secret mimir-tls",
  ]);
});

test.each<[string, () => void, Date]>([
  ["there is no Secret mimir-tls", () => cluster.things.delete("Secret mimir-tls"), start],
  ["Secret mimir-tls holds no certificate", () => delete cluster.get("Secret", "mimir-tls")?.data?.["tls.crt"], start],
  [
    "Secret mimir-tls does not hold the certificate's key",
    () => delete cluster.get("Secret", "mimir-tls")?.data?.["tls.key"],
    start,
  ],
  ["Secret mimir-tls lacks ca.crt", () => delete cluster.get("Secret", "mimir-tls")?.data?.["ca.crt"], start],
  [
    "another certificate is wanted",
    () => cluster.put("Certificate", "mimir", { ...leaf, dnsNames: ["mimir", "other"] }, "observability"),
    start,
  ],
  ["it is time to renew it", () => undefined, later(6)],
])("issued again, as %s", async (because, change, now) => {
  await rounds(2);
  const before = secretOf("mimir-tls");
  told.length = 0;
  change();
  await rounds(2, now);
  expect(told).toEqual([`Certificate observability/mimir issued, as ${because}`]);
  expect(secretOf("mimir-tls")).not.toBe(before);
  expect(answer("Certificate", "mimir")).toEqual(up);
  expect(cluster.get("Certificate", "mimir")?.status?.revision).toBe(2);
});

test("when to renew can be changed without another certificate; a new process needs none either", async () => {
  await rounds(2);
  const before = secretOf("mimir-tls");
  cluster.put("Certificate", "mimir", { ...leaf, renewBefore: "2h" }, "observability");
  signer = new Signer(cluster, (line) => told.push(line));
  await rounds(1, later(1));
  expect(secretOf("mimir-tls")).toBe(before);
  expect(cluster.get("Certificate", "mimir")?.status).toMatchObject({
    renewalTime: "2026-01-01T07:00:00Z",
    revision: 1,
    conditions: [{ observedGeneration: 2, lastTransitionTime: "2026-01-01T00:00:00Z" }],
  });
});

test.each<[string, object, string[]]>([
  [
    "an issuer that is not there",
    { issuerRef: { name: "mop" } },
    ["False", "DoesNotExist", "Issuer mop does not exist"],
  ],
  [
    "the Secret of another",
    { secretName: "mimir-tls" },
    ["False", "IncorrectCertificate", "Secret mimir-tls is that of the Certificate mimir"],
  ],
  [
    "what cannot be made",
    { usages: ["mining"] },
    ["False", "Failed", "the lab's stand-in for cert-manager does not know the usage mining"],
  ],
])("a certificate with %s is refused, and told once", async (_, change, expected) => {
  await rounds(2);
  told.length = 0;
  cluster.put("Certificate", "odd", { ...leaf, secretName: "odd-tls", ...change }, "observability");
  await rounds(3);
  expect(answer("Certificate", "odd")).toEqual(expected);
  expect(told).toEqual(expected[1] === "Failed" ? [`error: Certificate observability/odd: ${expected[2]}`] : []);
  expect(answer("Certificate", "mimir")).toEqual(up);
});

test.each<[string, object, string[]]>([
  [
    "of another kind",
    { acme: {} },
    ["False", "NotSupported", "the lab's stand-in for cert-manager has no issuers of the kind acme"],
  ],
  [
    "with a Secret that is no authority's",
    { ca: { secretName: "mimir-tls" } },
    ["False", "ErrInvalidKeyPair", "Secret observability/mimir-tls holds no authority's certificate"],
  ],
])("an issuer %s is not ready", async (_, issuer, expected) => {
  await rounds(2);
  cluster.put("Issuer", "odd", issuer, "observability");
  await rounds(1);
  expect(answer("Issuer", "odd")).toEqual(expected);
});

test("a Secret is labelled as cert-manager's, and holds a chain that fits", async () => {
  await rounds(2);
  const { metadata, data } = cluster.get("Secret", "mimir-tls") ?? {};
  expect(metadata).toEqual({
    name: "mimir-tls",
    namespace: "observability",
    labels: { "controller.cert-manager.io/fao": "true" },
    annotations: {
      "cert-manager.io/certificate-name": "mimir",
      "cert-manager.io/issuer-name": "mop",
      "cert-manager.io/issuer-kind": "ClusterIssuer",
      "cert-manager.io/issuer-group": "cert-manager.io",
      "mop-lab/issued-for": "0815cfb8d962ab3c",
    },
  });
  const [made, root] = ["tls.crt", "ca.crt"].map(
    (key) => new X509Certificate(Buffer.from(data?.[key] ?? "", "base64")),
  );
  expect(made.verify(root.publicKey)).toBe(true);
});
