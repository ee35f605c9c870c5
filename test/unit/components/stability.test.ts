import { isDeepStrictEqual } from "node:util";
import { changes } from "../../../lab/provider/difference";
import type { KubernetesObject } from "../../../review/manifests";
import type { Tree } from "../../../settings";
import { objects } from "../../support/offline";
import { newAuthority, oldAuthority } from "../settings/support/authorities";
import { shipped } from "./workloads";

type Objects = ReadonlyMap<string, KubernetesObject>;

/** Objects that are in both but would have to be deleted and made anew. */
const replaced = (before: Objects, after: Objects): string[] =>
  [...before].flatMap(([path, object]) => {
    const next = after.get(path);
    return next && changes(object, next).some(({ replaces }) => replaces) ? [path] : [];
  });

const only = (one: Objects, other: Objects): string[] => [...one.keys()].filter((path) => !other.has(path));

/** Places that differ in an object of both. */
const differing = (before: Objects, after: Objects, path: string): string[] =>
  changes(before.get(path) ?? {}, after.get(path) ?? {}).map((change) => change.path);

const tail: Tree = { sampling: { mode: "tail", ratio: 0.1 } };
const folder = "observability-staging";

test("a choice after a look at whole traces puts a tier in front, and replaces nothing", async () => {
  const before = await shipped("staging");
  const after = await objects("staging", tail);
  expect(replaced(before, after)).toEqual([]);
  expect(only(before, after)).toEqual([]);
  expect(only(after, before)).toEqual(
    [
      "Certificate-alloy-receiver",
      "ConfigMap-alloy-receiver-config",
      "Deployment-alloy-receiver",
      "NetworkPolicy-alloy-receiver",
      "PodDisruptionBudget-alloy-receiver",
      "Service-alloy-ready",
      "ServiceAccount-alloy-receiver",
    ].map((name) => `${folder}/${name}.yaml`),
  );
});

test("senders keep their address: the Service they know leads elsewhere, and nothing else of it changes", async () => {
  const before = await shipped("staging");
  const after = await objects("staging", tail);
  const entry = `${folder}/Service-otlp.yaml`;
  expect(differing(before, after, entry)).toEqual(['spec.selector["app.kubernetes.io/name"]']);
  expect(differing(before, after, "obi-staging/ConfigMap-obi-config.yaml")).toEqual([]);
});

test("of the gateway only the configuration and what it listens on change: its volumes and selector stay", async () => {
  const before = await shipped("staging");
  const after = await objects("staging", tail);
  expect(differing(before, after, `${folder}/StatefulSet-alloy.yaml`)).toEqual([
    'spec.template.metadata.annotations["checksum/config"]',
    // Behind the other tier nobody speaks OTLP over HTTP.
    "spec.template.spec.containers[0].ports[1].containerPort",
    "spec.template.spec.containers[0].ports[1].name",
    "spec.template.spec.containers[0].ports[2]",
  ]);
  expect(differing(before, after, `${folder}/Service-alloy-headless.yaml`)).toEqual([
    "spec.ports[1].name",
    "spec.ports[1].port",
    "spec.ports[1].targetPort",
    "spec.ports[2]",
  ]);
  expect(differing(before, after, `${folder}/Service-alloy.yaml`)).toEqual([
    "spec.ports[0].appProtocol",
    "spec.ports[0].name",
    "spec.ports[0].port",
    "spec.ports[0].targetPort",
    "spec.ports[1]",
  ]);
});

test("with one replica there is one tier, which sees whole traces anyway", async () => {
  const before = await shipped("dev");
  const after = await objects("dev", tail);
  expect([only(before, after), only(after, before), replaced(before, after)]).toEqual([[], [], []]);
});

test.each<[string, string, Tree]>([
  ["another version", "production", { mimir: { version: "3.2.1" }, alloy: { version: "v1.19.3" } }],
  ["more replicas of the gateway", "production", { alloy: { replicas: 5 } }],
  ["a mirror and its secret", "production", { images: { registry: "mirror.example.com", pullSecrets: ["login"] } }],
  ["other resources", "production", { loki: { resources: { limits: { memory: "8Gi" } } } }],
  ["another retention", "staging", { tempo: { retention: "3d" }, mimir: { retention: "90d" } }],
  ["tenants", "staging", { tenancy: { tenants: { pay: { namespaces: ["pay"], loki: { retention: "3d" } } } } }],
  ["no tenants", "production", { tenancy: { enabled: false } }],
  ["another bucket", "production", { mimir: { bucket: "other", prefix: "m" } }],
  ["network metrics", "production", { obi: { metrics: { network: true } }, network: { nodes: ["10.1.0.0/16"] } }],
  ["TLS", "dev", { tls: { enabled: true } }],
  ["network rules", "dev", { network: { policies: true, apiServer: [{ cidr: "10.0.0.1/32" }] } }],
  ["another life of certificates", "production", { certificates: { duration: "30d", renewBefore: "10d" } }],
  ["a second root, which signs from now on", "production", { certificates: { issuer: { roots: ["2", "1"] } } }],
  ["both roots to trust", "production", { certificates: { trust: [oldAuthority, newAuthority] } }],
  ["what may be scaled", "distributed", { loki: { roles: { querier: { maxReplicas: 9 } } } }],
  ["more of a part", "distributed", { loki: { roles: { ingester: { replicas: 6 } } } }],
])("%s in %s replaces nothing", async (_, name, overrides) => {
  const before = await shipped(name);
  const after = await objects(name, overrides);
  expect(isDeepStrictEqual([...before], [...after])).toBe(false);
  expect(replaced(before, after)).toEqual([]);
});

test("what cannot be had without replacing is known: a larger volume, and three pods in the place of one", async () => {
  const larger = await objects("production", { loki: { storage: { size: "60Gi" } } });
  expect(replaced(await shipped("production"), larger)).toEqual(["observability-production/StatefulSet-loki.yaml"]);
  const bucket = {
    objectStorage: { endpoint: "s3.example.com" },
    mimir: { topology: "replicated", bucket: "metrics" },
  };
  // The name, selector and volumes are those of the one pod, so the two that are new join it.
  expect(replaced(await shipped("dev"), await objects("dev", bucket))).toEqual([]);
});
