import type { KubernetesObject } from "../../../../review/manifests";
import type { Tree } from "../../../../settings";
import { objects } from "../../../support/offline";
import { shipped } from "../workloads";

/** What Alloy may ask of the API server, and where it is found: what a stack renders around its pods. */

const file = (all: ReadonlyMap<string, KubernetesObject>, path: string): KubernetesObject => {
  const found = all.get(path);
  if (!found) throw new Error(`nothing at ${path}`);
  return found;
};

const watch = ["list", "watch"];
const pods = { apiGroups: [""], resources: ["pods", "namespaces"], verbs: watch };
const onePod = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };
const replicaSets = { apiGroups: ["apps"], resources: ["replicasets"], verbs: watch };
const readsPods = { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] };
const readsEvents = { apiGroups: [""], resources: ["events"], verbs: watch };

const why = {
  "mop.observability/why-pods-namespaces":
    "adds what Kubernetes knows of a pod to its telemetry, and finds the pods to scrape",
  "mop.observability/why-replicasets": "finds the Deployment of a pod",
};
const whyPods = {
  "mop.observability/why-pods": "tells whether a container still runs",
  "mop.observability/why-pods-log": "reads what containers write",
};
const whyEvents = { "mop.observability/why-events": "reads the events of the cluster" };

test.each<[string, Tree, readonly unknown[], Tree]>([
  [
    "pods and events",
    { pods: true, events: true },
    [pods, onePod, replicaSets, readsPods, readsEvents],
    { ...whyPods, ...whyEvents },
  ],
  ["pods", { pods: true, events: false }, [pods, onePod, replicaSets, readsPods], whyPods],
  ["events", { pods: false, events: true }, [pods, replicaSets, readsEvents], whyEvents],
  ["neither", { pods: false, events: false }, [pods, replicaSets], {}],
])("it may read no more than it is asked to: %s", async (_, logs, rules, reasons) => {
  const role = file(await objects("dev", { logs }), "_cluster/ClusterRole-mop-dev-alloy.yaml");
  expect(role.rules).toEqual(rules);
  expect(role.metadata.annotations).toEqual({ ...why, ...reasons });
});

test("the tier in front asks the API server for nothing, and has no token for it", async () => {
  const all = await shipped("production");
  expect([...all.keys()].filter((path) => /ClusterRole.*alloy/.test(path))).toEqual([
    "_cluster/ClusterRole-mop-production-alloy.yaml",
    "_cluster/ClusterRoleBinding-mop-production-alloy.yaml",
  ]);
  const token = (path: string) => {
    const { template } = file(all, `observability-production/${path}.yaml`).spec as { template: { spec: Tree } };
    return [template.spec.serviceAccountName, template.spec.automountServiceAccountToken];
  };
  expect([token("StatefulSet-alloy"), token("Deployment-alloy-receiver")]).toEqual([
    ["alloy", true],
    ["alloy-receiver", false],
  ]);
  expect(file(all, "_cluster/ClusterRoleBinding-mop-production-alloy.yaml").subjects).toEqual([
    { kind: "ServiceAccount", name: "alloy", namespace: "observability-production" },
  ]);
});

test.each([
  ["dev", "alloy"],
  ["production", "alloy-receiver"],
])("%s: senders find the same Service, with %s behind it", async (stack, behind) => {
  const labels = {
    "app.kubernetes.io/instance": `mop-${stack}`,
    "app.kubernetes.io/managed-by": "pulumi",
    "app.kubernetes.io/name": "alloy",
    "app.kubernetes.io/part-of": "mop",
  };
  expect(file(await shipped(stack), `observability-${stack}/Service-otlp.yaml`)).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "otlp", namespace: `observability-${stack}`, labels },
    spec: {
      type: "ClusterIP",
      selector: { "app.kubernetes.io/instance": `mop-${stack}`, "app.kubernetes.io/name": behind },
      ports: [
        { name: "otlp-grpc", port: 4317, targetPort: "otlp-grpc", protocol: "TCP", appProtocol: "grpc" },
        { name: "otlp-http", port: 4318, targetPort: "otlp-http", protocol: "TCP", appProtocol: "http" },
      ],
    },
  });
});
