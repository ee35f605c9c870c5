import { DaemonSet, StatefulSet } from "kubernetes-models/apps/v1";
import { ClusterRole, ClusterRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import { ConfigMap, Namespace, Service, ServiceAccount } from "kubernetes-models/v1";
import type { KubernetesObject } from "../../../review/manifests";
import { objects, stacks } from "../../support/offline";
import { shipped } from "./workloads";

type Model = new (data: never) => { validate(): void };

const models: Readonly<Record<string, Model>> = {
  "apps/v1 DaemonSet": DaemonSet,
  "apps/v1 StatefulSet": StatefulSet,
  "rbac.authorization.k8s.io/v1 ClusterRole": ClusterRole,
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": ClusterRoleBinding,
  "v1 ConfigMap": ConfigMap,
  "v1 Namespace": Namespace,
  "v1 Service": Service,
  "v1 ServiceAccount": ServiceAccount,
};

/** @throws with what Kubernetes' own schema of the kind finds wrong; it lets unknown fields pass */
function validate(object: KubernetesObject): void {
  const name = `${object.apiVersion} ${object.kind}`;
  if (!(name in models)) throw new Error(`no schema for ${name}`);
  new models[name](object as never).validate();
}

test.each(stacks)("%s: every object passes the schema of its kind", async (stack) => {
  const rendered = [...(await shipped(stack)).values()];
  for (const object of rendered) validate(object);
  expect(rendered.length).toBe(29);
  const kinds = new Set(rendered.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  expect([...kinds].sort()).toEqual(Object.keys(models));
});

test("so does OBI with everything switched on, and with a number for maxUnavailable", async () => {
  const all = await objects("dev", {
    obi: { contextPropagation: "all", goHeaders: true, metrics: { network: true }, maxUnavailable: "3" },
  });
  for (const object of all.values()) validate(object);
  expect(all.size).toBe(29);
});

async function broken(path: string, from: string, to: string): Promise<KubernetesObject> {
  const text = JSON.stringify((await shipped("dev")).get(path));
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to)) as KubernetesObject;
}

const alloy = "observability-dev/StatefulSet-alloy.yaml";

function refusal(object: KubernetesObject): string | undefined {
  try {
    validate(object);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  ["a word for a number", alloy, '"replicas":1', '"replicas":"one"', "data/spec/replicas must be integer"],
  ["no selector", alloy, '"selector":', '"selectors":', "data/spec must have required property selector"],
  [
    "a number for a label",
    "_cluster/Namespace-obi-dev.yaml",
    '"pulumi"',
    "7",
    "data/metadata/labels/app.kubernetes.io~1managed-by must be string",
  ],
])("an object with %s is refused", async (_, path, from, to, message) => {
  const object = await broken(path, from, to);
  expect(refusal(object)).toBe(message);
});

test("an object of a kind that has no schema is refused", async () => {
  const object = await broken(alloy, '"kind":"StatefulSet"', '"kind":"Statefulset"');
  expect(refusal(object)).toBe("no schema for apps/v1 Statefulset");
});
