import { kafka, loki, mimir, objectStorage, tempo, tenancy } from "./backends";
import { choice, dnsLabel, dnsName, flag, registryPrefix, text } from "./leaves";
import { obi } from "./obi";
import { alloy, logs, redaction, sampling } from "./pipeline";
import { certificates, network, tls } from "./security";
import { list, section } from "./shapes";

export { protocols } from "./obi";

/**
 * What a stack file may say, after defaults. Strict: an unknown key is a fault. Each field's meaning stands in this
 * folder, its default in defaults.ts; docs/settings.md is generated from both.
 */

export const environments = ["dev", "staging", "production"] as const;

export const schema = section("One stack.", {
  environment: choice(environments).describe("which set of defaults applies"),
  cluster: section("The Kubernetes cluster.", {
    name: text("the cluster's name", /^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe(
      "k8s.cluster.name of everything recorded",
    ),
    context: text("the name of a kubeconfig context")
      .optional()
      .describe("the kubeconfig context that `pulumi up` works on; there is no default on purpose"),
    kubeconfig: text("the path of a kubeconfig file")
      .optional()
      .describe("path of the kubeconfig; KUBECONFIG or ~/.kube/config when not set"),
    domain: dnsName.describe("the cluster's DNS domain"),
  }),
  namespaces: section("Where things run. The defaults end in the stack's name.", {
    backends: dnsLabel.describe("Alloy, Tempo, Mimir and Loki"),
    agents: dnsLabel.describe("OBI, the one namespace with Pod Security level privileged"),
  }),
  images: section("Where images are pulled from.", {
    registry: registryPrefix.optional().describe("mirror that takes the place of docker.io"),
    pullSecrets: list(dnsName, "a list of names of Secrets").describe(
      "existing Secrets for the registry, in both namespaces",
    ),
  }),
  protect: flag.describe("refuse to delete or replace what holds data, until this is switched off"),
  tls,
  certificates,
  network,
  objectStorage,
  kafka,
  tenancy,
  sampling,
  logs,
  redaction,
  obi,
  alloy,
  tempo,
  mimir,
  loki,
});
