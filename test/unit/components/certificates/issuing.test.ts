import { authority } from "../../../../components/certificates/authority";
import { leaf } from "../../../../components/certificates/leaf";
import { wiring, workload } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";

const leafOf = (stack: string, name: string, overrides: Tree = {}) => {
  const settings = settingsOf(stack, overrides);
  const wires = wiring(settings);
  return leaf(settings, wires, workload(wires, name));
};

const ecdsa = (rotationPolicy: string) => ({ algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy });

test("the own authority of production: a root beside cert-manager, which keeps its key, and who signs with it", () => {
  expect(authority(settingsOf("production"))).toEqual([
    {
      suffix: "self-signed",
      kind: "Issuer",
      name: "observability-production-self-signed",
      namespace: "cert-manager",
      spec: { selfSigned: {} },
    },
    {
      suffix: "root-1",
      kind: "Certificate",
      name: "observability-production-ca-1",
      namespace: "cert-manager",
      spec: {
        isCA: true,
        commonName: "observability-production-ca-1",
        secretName: "observability-production-ca-1",
        duration: "87600h",
        renewBefore: "2160h",
        usages: ["cert sign", "crl sign"],
        privateKey: ecdsa("Never"),
        issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "observability-production-self-signed" },
      },
    },
    {
      suffix: "ca-1",
      kind: "ClusterIssuer",
      name: "observability-production-ca-1",
      spec: { ca: { secretName: "observability-production-ca-1" } },
    },
  ]);
});

test("a second root exists beside the first, and the first in the list signs", () => {
  const both = { certificates: { namespace: "pki", issuer: { roots: ["2", "1"] } } };
  expect(authority(settingsOf("staging", both)).map(({ kind, namespace, name }) => [kind, namespace, name])).toEqual([
    ["Issuer", "pki", "observability-staging-self-signed"],
    ["Certificate", "pki", "observability-staging-ca-2"],
    ["ClusterIssuer", undefined, "observability-staging-ca-2"],
    ["Certificate", "pki", "observability-staging-ca-1"],
    ["ClusterIssuer", undefined, "observability-staging-ca-1"],
  ]);
  expect(leafOf("staging", "loki", both)?.spec.issuerRef).toEqual({
    group: "cert-manager.io",
    kind: "ClusterIssuer",
    name: "observability-staging-ca-2",
  });
});

test("Mimir's certificate in production: every name that it is called by, as server and as client", () => {
  const at = (service: string) =>
    ["", ".svc", ".svc.cluster.local"].map((end) => `${service}.observability-production${end}`);
  expect(leafOf("production", "mimir")).toEqual({
    kind: "Certificate",
    name: "mimir",
    namespace: "observability-production",
    spec: {
      secretName: "mimir-tls",
      dnsNames: [
        ...at("mimir"),
        ...at("mimir-headless"),
        ...at("mimir-ring"),
        "*.mimir-headless.observability-production.svc",
        "*.mimir-headless.observability-production.svc.cluster.local",
        "localhost",
      ],
      ipAddresses: ["127.0.0.1"],
      usages: ["digital signature", "server auth", "client auth"],
      duration: "2160h",
      renewBefore: "720h",
      privateKey: ecdsa("Always"),
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "observability-production-ca-1" },
    },
  });
});

test.each([
  ["production", "alloy-receiver", ["alloy", "alloy-receiver-headless", "otlp"]],
  ["production", "alloy", ["alloy", "alloy-headless", "alloy-ready"]],
  ["staging", "alloy", ["alloy", "alloy-headless", "otlp"]],
  ["production", "tempo", ["tempo", "tempo-headless"]],
  ["production", "obi", ["obi", "obi-headless"]],
  ["distributed", "mimir-ingester", ["mimir", "mimir-ingester-headless", "mimir-ring"]],
  ["distributed", "loki-compactor", ["loki", "loki-compactor", "loki-compactor-headless", "loki-ring"]],
])("%s: %s answers to the Services %j", (stack, name, services) => {
  const names = leafOf(stack, name)?.spec.dnsNames as string[];
  const plain = names.filter((one) => !one.startsWith("*") && one.endsWith(".svc")).map((one) => one.split(".")[0]);
  expect(plain).toEqual(services);
});

test("another domain of the cluster is in the names", () => {
  const names = leafOf("staging", "loki", { cluster: { domain: "eu.example" } })?.spec.dnsNames as string[];
  expect(names).toContain("loki.observability-staging.svc.eu.example");
  expect(names.filter((name) => name.includes("cluster.local"))).toEqual([]);
});

test.each(["Issuer", "ClusterIssuer"])("an existing %s signs, and there is no authority of the stack's own", (kind) => {
  const existing = { certificates: { issuer: { kind, name: "platform" }, duration: "30d", renewBefore: "240h" } };
  expect(authority(settingsOf("production", existing))).toEqual([]);
  expect(leafOf("production", "tempo", existing)?.spec).toMatchObject({
    issuerRef: { group: "cert-manager.io", kind, name: "platform" },
    duration: "720h",
    renewBefore: "240h",
  });
});

test("existing Secrets: nobody signs anything", () => {
  const existing = { certificates: { issuer: { kind: "Secrets" }, secrets: { tempo: "tempo-from-vault" } } };
  expect([authority(settingsOf("production", existing)), leafOf("production", "tempo", existing)]).toEqual([
    [],
    undefined,
  ]);
});
