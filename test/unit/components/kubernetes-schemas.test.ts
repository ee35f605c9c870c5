import type { KubernetesObject } from "../../../review/manifests";
import { objects } from "../../support/offline";
import { kindOf, kinds, validate } from "./kubernetes-schemas";
import { shipped } from "./workloads";

const scaled = ["autoscaling/v2 HorizontalPodAutoscaler"];
const several = ["policy/v1 PodDisruptionBudget"];
const tiered = ["apps/v1 Deployment"];
const signing = ["cert-manager.io/v1 ClusterIssuer", "cert-manager.io/v1 Issuer"];
const secured = [...signing, "cert-manager.io/v1 Certificate", "networking.k8s.io/v1 NetworkPolicy"];

test.each<[string, number, string[]]>([
  ["dev", 30, [...scaled, ...several, ...tiered, ...secured]],
  ["staging", 54, [...scaled, ...tiered]],
  ["production", 62, scaled],
  // An issuer that is there already signs.
  ["distributed", 152, signing],
])("%s: every object, %i of them, passes the schema of its kind", async (name, count, absent) => {
  const rendered = [...(await shipped(name)).values()];
  for (const object of rendered) validate(object);
  expect(rendered.length).toBe(count);
  expect([...new Set(rendered.map(kindOf))].sort()).toEqual(kinds.filter((kind) => !absent.includes(kind)));
});

test("so does OBI with everything switched on, and with a number for maxUnavailable", async () => {
  const all = await objects("dev", {
    obi: {
      contextPropagation: "all",
      goHeaders: true,
      traceIdsInLogs: true,
      metrics: { network: true },
      maxUnavailable: "3",
    },
  });
  for (const object of all.values()) validate(object);
  expect(all.size).toBe(30);
});

async function broken(path: string, from: string, to: string): Promise<KubernetesObject> {
  const text = JSON.stringify((await shipped("distributed")).get(path));
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to)) as KubernetesObject;
}

const at = (file: string) => `observability-production/${file}.yaml`;
const alloy = at("StatefulSet-alloy");

function refusal(object: KubernetesObject): string | undefined {
  try {
    validate(object);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  ["a word for a number", alloy, '"replicas":3', '"replicas":"one"', "data/spec/replicas must be integer"],
  ["no selector", alloy, '"selector":', '"selectors":', "data/spec must have required property selector"],
  [
    "a number for a label",
    "_cluster/Namespace-obi-production.yaml",
    '"pulumi"',
    "7",
    "data/metadata/labels/app.kubernetes.io~1managed-by must be string",
  ],
  [
    "no bound on what may be scaled",
    at("HorizontalPodAutoscaler-alloy-receiver"),
    '"maxReplicas"',
    '"most"',
    "data/spec must have required property maxReplicas",
  ],
  [
    "a flag for what may be disrupted",
    at("PodDisruptionBudget-loki-ingester"),
    '"maxUnavailable":1',
    '"maxUnavailable":true',
    'data/spec/maxUnavailable must be string, data/spec/maxUnavailable must be integer, data/spec/maxUnavailable must match exactly one schema in "oneOf"',
  ],
  [
    "a certificate with a field that there is not",
    at("Certificate-loki-ruler"),
    '"dnsNames"',
    '"dnsNamez"',
    'data/spec Unrecognized key: "dnsNamez"',
  ],
  [
    "a rule for a protocol that there is not",
    at("NetworkPolicy-loki-ruler"),
    '"podSelector":{"matchLabels"',
    '"podSelector":{"matchLabels":7,"x"',
    "data/spec/egress/0/to/0/podSelector/matchLabels must be object",
  ],
  [
    "no pods",
    at("Deployment-alloy-receiver"),
    '"template"',
    '"templates"',
    "data/spec must have required property template",
  ],
])("an object with %s is refused", async (_, path, from, to, message) => {
  const object = await broken(path, from, to);
  expect(refusal(object)).toBe(message);
});

test("an object of a kind that has no schema is refused", async () => {
  const object = await broken(alloy, '"kind":"StatefulSet"', '"kind":"Statefulset"');
  expect(refusal(object)).toBe("no schema for apps/v1 Statefulset");
});
