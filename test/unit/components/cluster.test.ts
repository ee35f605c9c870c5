import { goldenStacks } from "../../support/golden-stacks";
import { objects, stacks } from "../../support/offline";
import { ofKind, podOwners, shipped } from "./workloads";

const labels = (stack: string) => ({
  "app.kubernetes.io/part-of": "mop",
  "app.kubernetes.io/instance": `mop-${stack}`,
  "app.kubernetes.io/managed-by": "pulumi",
});

const podSecurity = (level: string) => ({
  "pod-security.kubernetes.io/enforce": level,
  "pod-security.kubernetes.io/audit": level,
  "pod-security.kubernetes.io/warn": level,
});

test.each([
  ["dev", []],
  ["staging", ["cert-manager"]],
  ["production", ["cert-manager"]],
])("%s: OBI's namespace admits privileged pods, every other only restricted ones", async (stack, others) => {
  const namespaces = await ofKind(stack, "Namespace");
  expect(namespaces.map(({ metadata }) => metadata)).toEqual([
    ...others.map((name) => ({ name, labels: { ...labels(stack), ...podSecurity("restricted") } })),
    { name: `obi-${stack}`, labels: { ...labels(stack), ...podSecurity("privileged") } },
    { name: `observability-${stack}`, labels: { ...labels(stack), ...podSecurity("restricted") } },
  ]);
});

const read = ["list", "watch"];

test.each(stacks)("%s: what may be asked of the API server, and nothing else", async (stack) => {
  const roles = await ofKind(stack, "ClusterRole");
  expect(roles.map(({ metadata, rules }) => [metadata.name, rules])).toEqual([
    [
      `mop-${stack}-alloy`,
      [
        { apiGroups: [""], resources: ["pods", "namespaces"], verbs: read },
        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
        { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
        { apiGroups: [""], resources: ["events"], verbs: read },
      ],
    ],
    [
      `mop-${stack}-obi`,
      [
        { apiGroups: [""], resources: ["pods", "services", "nodes"], verbs: read },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
      ],
    ],
  ]);
});

test.each([
  [{ pods: false, events: false }, [], []],
  [{ pods: true, events: false }, ["pods"], ["pods/log"]],
  [{ pods: false, events: true }, [], ["events"]],
])("of logs no more may be read than is collected: %j", async (logs, before, after) => {
  const all = await objects("dev", { logs });
  const rules = all.get("_cluster/ClusterRole-mop-dev-alloy.yaml")?.rules as { resources: string[] }[];
  expect(rules.flatMap(({ resources }) => resources)).toEqual([
    "pods",
    "namespaces",
    ...before,
    "replicasets",
    ...after,
  ]);
});

test("every rule says why in an annotation", async () => {
  const roles = await ofKind("dev", "ClusterRole");
  expect(roles.map(({ metadata }) => metadata.annotations)).toEqual([
    {
      "mop.observability/why-pods-namespaces":
        "adds what Kubernetes knows of a pod to its telemetry, and finds the pods to scrape",
      "mop.observability/why-pods": "tells whether a container still runs",
      "mop.observability/why-replicasets": "finds the Deployment of a pod",
      "mop.observability/why-pods-log": "reads what containers write",
      "mop.observability/why-events": "reads the events of the cluster",
    },
    {
      "mop.observability/why-pods-services-nodes": "names the peers of each connection",
      "mop.observability/why-replicasets": "finds the Deployment of a pod",
    },
  ]);
});

test.each(stacks)("%s: each role is bound to the one account that needs it", async (stack) => {
  const bindings = await ofKind(stack, "ClusterRoleBinding");
  const bound = (name: string, namespace: string) => [
    `mop-${stack}-${name}`,
    { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `mop-${stack}-${name}` },
    [{ kind: "ServiceAccount", name, namespace }],
  ];
  expect(bindings.map(({ metadata, roleRef, subjects }) => [metadata.name, roleRef, subjects])).toEqual([
    bound("alloy", `observability-${stack}`),
    bound("obi", `obi-${stack}`),
  ]);
});

test.each(goldenStacks)("$name: selectors are name and instance, and select the pods below them", async (golden) => {
  for (const { metadata, spec } of await podOwners(golden.name)) {
    const selector = { "app.kubernetes.io/name": metadata.name, "app.kubernetes.io/instance": `mop-${golden.stack}` };
    const [component] = metadata.name.split("-");
    // Pods of a ring are found by a label of their own.
    const ring = (await shipped(golden.name)).has(`${metadata.namespace}/Service-${component}-ring.yaml`);
    expect(spec.selector).toEqual({ matchLabels: selector });
    expect(spec.template.metadata.labels).toEqual({
      ...labels(golden.stack),
      ...selector,
      ...(ring ? { "mop.observability/ring": component } : {}),
    });
    expect(metadata.labels).toEqual(spec.template.metadata.labels);
  }
});

test("another version changes the image and nothing else of a pod's owner", async () => {
  const before = await shipped("dev");
  const after = await objects("dev", { tempo: { version: "3.0.1" } });
  const [old, young] = [before, after].map((all) => JSON.stringify([...all]));
  expect(young).toBe(old.replace("docker.io/grafana/tempo:3.0.3", "docker.io/grafana/tempo:3.0.1"));
});

const replicas = {
  dev: { alloy: 1, loki: 1, mimir: 1, tempo: 1 },
  staging: { alloy: 2, loki: 3, mimir: 3, tempo: 1 },
  production: { alloy: 3, loki: 3, mimir: 3, tempo: 1 },
};

test.each(stacks)(
  "%s: a StatefulSet is governed by its headless Service, with the replicas of the settings",
  async (stack) => {
    const owners = await podOwners(stack, "StatefulSet");
    expect(owners.map(({ metadata, spec }) => [metadata.name, spec.serviceName, spec.replicas])).toEqual(
      Object.entries(replicas[stack]).map(([name, count]) => [name, `${name}-headless`, count]),
    );
  },
);
