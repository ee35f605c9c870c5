import { z } from "zod";
import { certificate, choice, cidr, dnsLabel, dnsName, duration, flag, text } from "./leaves";
import { labelMap, list, section } from "./shapes";

/** Who may talk to whom, and what proves it: TLS, certificates, network rules. */

export const tls = section("TLS between all parts of the stack.", {
  enabled: flag.describe("every connection is encrypted; only environment dev may switch it off"),
});

export const certificates = section("Where the certificates for mop:tls come from. All of it is cert-manager's work.", {
  install: flag.describe("install cert-manager; false uses the one that the cluster has"),
  chartVersion: text("a release such as v1.21.2", /^v[0-9]+\.[0-9]+\.[0-9]+$/).describe(
    "release of cert-manager that is installed",
  ),
  namespace: dnsLabel.describe("namespace of cert-manager, where the own authority's key is kept"),
  issuer: section("Who signs.", {
    kind: choice(["own", "Issuer", "ClusterIssuer", "Secrets"]).describe(
      "own: an authority of the stack's own; Issuer, ClusterIssuer: an existing one; Secrets: nobody, they are there",
    ),
    name: dnsName.optional().describe("name of the existing Issuer, in both namespaces, or ClusterIssuer"),
    roots: list(dnsLabel, 'a list of names such as ["1"]')
      .min(1, { error: 'a list of names such as ["1"]' })
      .describe("the own authority's root certificates by name: the first signs, others only exist"),
  }),
  secrets: z
    .record(dnsName, dnsName, { error: "a map of workloads to names of Secrets" })
    .describe("kind Secrets: the Secret of each workload, with tls.crt, tls.key and ca.crt"),
  trust: list(certificate, "a list of certificates in PEM").describe(
    "authorities to trust in place of the ca.crt in each Secret: the old and the new one while one follows the other",
  ),
  duration: duration.describe("life of a certificate"),
  renewBefore: duration.describe("how long before its end a certificate is renewed"),
  rootDuration: duration.describe("life of the own authority's root certificate"),
});

const peer = section("One of them.", {
  namespace: z
    .union([dnsLabel, z.literal("*")], { error: 'the name of a namespace, or "*" for all' })
    .optional()
    .describe("pods of this namespace, or of all"),
  // A default belongs here where the key above it is a list of the user's making.
  podLabels: labelMap.default({}).describe("only those of them with these labels"),
  cidr: cidr.optional().describe("addresses outside the cluster, or of nodes"),
});

const peers = (who: string) =>
  list(peer, "a list of {namespace, podLabels} or {cidr}").describe(`${who}; each {namespace, podLabels} or {cidr}`);

export const network = section("What may reach what. Everything that is not allowed is denied, in and out.", {
  policies: flag.describe("deny what is no connection of the stack; only environment dev may switch it off"),
  readers: peers("who may query and see Alloy's page, such as a Grafana elsewhere"),
  applications: peers("who may send telemetry by itself"),
  nodes: list(cidr, "a list of CIDRs").describe("addresses of the nodes; needed while OBI is on the hosts' network"),
  apiServer: peers("addresses of the Kubernetes API server"),
  objectStorage: peers("addresses of mop:objectStorage"),
  kafka: peers("addresses of the brokers of mop:kafka"),
  dns: peers("the cluster's DNS"),
});
