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

test.each(stacks)("%s: OBI's namespace admits privileged pods, the other only restricted ones", async (stack) => {
  const namespaces = await ofKind(stack, "Namespace");
  expect(namespaces.map(({ metadata }) => metadata)).toEqual([
    { name: `obi-${stack}`, labels: { ...labels(stack), ...podSecurity("privileged") } },
    { name: `observability-${stack}`, labels: { ...labels(stack), ...podSecurity("restricted") } },
  ]);
});

const read = ["get", "list", "watch"];

test.each(stacks)("%s: what may be asked of the API server, and nothing else", async (stack) => {
  const roles = await ofKind(stack, "ClusterRole");
  expect(roles.map(({ metadata, rules }) => [metadata.name, rules])).toEqual([
    [
      `mop-${stack}-alloy`,
      [
        { apiGroups: [""], resources: ["pods", "namespaces"], verbs: read },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
      ],
    ],
    [
      `mop-${stack}-obi`,
      [
        { apiGroups: [""], resources: ["pods", "services", "nodes"], verbs: read },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["list", "watch"] },
      ],
    ],
  ]);
});

test("every rule says why in an annotation", async () => {
  const roles = await ofKind("dev", "ClusterRole");
  expect(roles.map(({ metadata }) => metadata.annotations)).toEqual([
    {
      "mop.observability/why-pods-namespaces":
        "adds what Kubernetes knows of a pod to its telemetry, and finds the pods to scrape",
      "mop.observability/why-replicasets": "finds the Deployment of a pod",
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

test.each(stacks)("%s: selectors are name and instance, and select the pods below them", async (stack) => {
  const owners = [...(await podOwners(stack, "StatefulSet")), ...(await podOwners(stack, "DaemonSet"))];
  for (const { metadata, spec } of owners) {
    const selector = { "app.kubernetes.io/name": metadata.name, "app.kubernetes.io/instance": `mop-${stack}` };
    expect(spec.selector).toEqual({ matchLabels: selector });
    expect(spec.template.metadata.labels).toEqual({ ...labels(stack), ...selector });
  }
});

test("another version changes the image and nothing else of a pod's owner", async () => {
  const before = await shipped("dev");
  const after = await objects("dev", { tempo: { version: "3.0.1" } });
  const [old, young] = [before, after].map((all) => JSON.stringify([...all]));
  expect(young).toBe(old.replace("docker.io/grafana/tempo:3.0.3", "docker.io/grafana/tempo:3.0.1"));
});

test.each(stacks)("%s: Services select their workload's pods, and reach named ports", async (stack) => {
  const services = await ofKind(stack, "Service");
  const found = services.map(({ metadata, spec }) => {
    const { selector, ports, clusterIP = "" } = spec as { selector: unknown; ports: Port[]; clusterIP?: string };
    expect(selector).toEqual({
      "app.kubernetes.io/name": metadata.name.replace("-headless", ""),
      "app.kubernetes.io/instance": `mop-${stack}`,
    });
    return [metadata.name, clusterIP, ...ports.map((p) => `${p.name} ${p.port} ${p.targetPort} ${p.appProtocol}`)];
  });
  const alloy = ["otlp-grpc 4317 otlp-grpc grpc", "otlp-http 4318 otlp-http http", "http 12345 http http"];
  const tempo = ["otlp-grpc 4317 otlp-grpc grpc", "http 3200 http http"];
  expect(found).toEqual([
    ["alloy-headless", "None", ...alloy],
    ["alloy", "", ...alloy],
    ["loki-headless", "None", "http 3100 http http"],
    ["loki", "", "http 3100 http http"],
    ["mimir-headless", "None", "http 8080 http http"],
    ["mimir", "", "http 8080 http http"],
    ["tempo-headless", "None", ...tempo],
    ["tempo", "", ...tempo],
  ]);
});

interface Port {
  name: string;
  port: number;
  targetPort: string;
  appProtocol: string;
}

test.each(stacks)(
  "%s: a StatefulSet is governed by its headless Service, with the replicas of the settings",
  async (stack) => {
    const owners = await podOwners(stack, "StatefulSet");
    const replicas = { dev: 1, staging: 2, production: 3 }[stack];
    expect(owners.map(({ metadata, spec }) => [metadata.name, spec.serviceName, spec.replicas])).toEqual([
      ["alloy", "alloy-headless", replicas],
      ["loki", "loki-headless", 1],
      ["mimir", "mimir-headless", 1],
      ["tempo", "tempo-headless", 1],
    ]);
  },
);
