import { needsPods, pending, pendingPods, type Progress } from "../../../lab/provider/rollout";

const metadata = { generation: 2 };
const seen = { observedGeneration: 2 };

test.each<[string, string | undefined, Progress]>([
  ["a namespace without a status", "not active yet", { kind: "Namespace" }],
  ["a namespace that is on its way out", "not active yet", { kind: "Namespace", status: { phase: "Terminating" } }],
  ["an active namespace", undefined, { kind: "Namespace", status: { phase: "Active" } }],
  ["a ConfigMap", undefined, { kind: "ConfigMap" }],
  ["a Service without a status", undefined, { kind: "Service", metadata, spec: {} }],
  ["a disruption budget", undefined, { kind: "PodDisruptionBudget", metadata, spec: { maxUnavailable: 1 } }],
  ["an autoscaler that has no figures yet", undefined, { kind: "HorizontalPodAutoscaler", metadata, spec: {} }],
  ["an object of no kind", undefined, {}],
])("%s: %s", (_, expected, object) => {
  expect(pending(object)).toBe(expected);
});

const counted = (status: object, replicas?: number): Progress => ({
  metadata,
  spec: replicas === undefined ? {} : { replicas },
  status: { ...seen, ...status },
});

describe.each(["StatefulSet", "Deployment"])("%s", (kind) => {
  test.each<[string, string | undefined, Progress]>([
    ["new", "not seen by its controller yet", { metadata: { generation: 1 }, spec: { replicas: 1 } }],
    ["without metadata or status", "not seen by its controller yet", { spec: { replicas: 1 } }],
    [
      "changed, with the numbers of before",
      "not seen by its controller yet",
      counted({ observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2 }, 2),
    ],
    ["seen", "0 of 3 pods are of the new version", counted({}, 3)],
    [
      "half-way",
      "1 of 3 pods are of the new version",
      counted({ replicas: 3, updatedReplicas: 1, readyReplicas: 3 }, 3),
    ],
    ["starting", "0 of 3 pods are ready", counted({ replicas: 3, updatedReplicas: 3 }, 3)],
    ["nearly there", "2 of 3 pods are ready", counted({ replicas: 3, updatedReplicas: 3, readyReplicas: 2 }, 3)],
    [
      "with old pods left",
      "4 pods where 3 are wanted",
      counted({ replicas: 4, updatedReplicas: 3, readyReplicas: 3 }, 3),
    ],
    ["up", undefined, counted({ replicas: 3, updatedReplicas: 3, readyReplicas: 3 }, 3)],
    ["of one pod when nothing is said", "0 of 1 pods are of the new version", counted({})],
    ["of one pod, up", undefined, counted({ replicas: 1, updatedReplicas: 1, readyReplicas: 1 })],
    ["scaled to nothing", undefined, counted({}, 0)],
    ["on its way to nothing", "2 pods where 0 are wanted", counted({ replicas: 2 }, 0)],
  ])("%s: %s", (_, expected, object) => {
    expect(pending({ kind, ...object })).toBe(expected);
  });
});

describe("DaemonSet", () => {
  const onNodes = (desired: number, updated: number, ready: number): Progress =>
    counted({ desiredNumberScheduled: desired, updatedNumberScheduled: updated, numberReady: ready });

  test.each<[string, string | undefined, Progress]>([
    ["new", "not seen by its controller yet", { metadata: { generation: 1 }, spec: {} }],
    ["seen", "0 of 3 pods are of the new version", onNodes(3, 0, 0)],
    ["half-way", "2 of 3 pods are of the new version", onNodes(3, 2, 3)],
    ["starting", "1 of 3 pods are ready", onNodes(3, 3, 1)],
    ["up", undefined, onNodes(3, 3, 3)],
    ["with no node to run on", undefined, onNodes(0, 0, 0)],
    ["with no numbers at all", undefined, counted({})],
  ])("%s: %s", (_, expected, object) => {
    expect(pending({ kind: "DaemonSet", ...object })).toBe(expected);
  });
});

describe("the revision of a StatefulSet", () => {
  const whole = { replicas: 3, updatedReplicas: 3, readyReplicas: 3 };

  test.each<[string, string | undefined, object]>([
    ["old", "its roll-out is not over yet", { ...whole, currentRevision: "loki-1", updateRevision: "loki-2" }],
    ["new", undefined, { ...whole, currentRevision: "loki-2", updateRevision: "loki-2" }],
    [
      "old, with pods missing",
      "2 of 3 pods are of the new version",
      { ...whole, updatedReplicas: 2, currentRevision: "loki-1", updateRevision: "loki-2" },
    ],
  ])("%s: %s", (_, expected, status) => {
    expect(pending({ kind: "StatefulSet", ...counted(status, 3) })).toBe(expected);
  });

  test("no other kind has one", () => {
    const status = { ...whole, currentRevision: "1", updateRevision: "2" };
    expect(pending({ kind: "Deployment", ...counted(status, 3) })).toBeUndefined();
  });
});

describe("Service", () => {
  test.each<[string, boolean, Progress]>([
    ["for any pod", true, { kind: "Service", spec: { type: "ClusterIP", clusterIP: "10.96.0.7" } }],
    ["that says nothing", true, { kind: "Service" }],
    ["without an address", false, { kind: "Service", spec: { type: "ClusterIP", clusterIP: "None" } }],
    ["for another name", false, { kind: "Service", spec: { type: "ExternalName" } }],
    ["that is none", false, { kind: "StatefulSet", spec: {} }],
  ])("%s needs pods: %s", (_, expected, object) => {
    expect(needsPods(object)).toBe(expected);
  });

  const nowhere = "it leads to no pod: none is there yet, or its selector fits none";

  test.each([
    ["no slice", nowhere, []],
    ["an empty slice", nowhere, [{}, { endpoints: [] }]],
    ["a slice with a pod", undefined, [{ endpoints: [] }, { endpoints: [{ addresses: ["10.0.0.1"] }] }]],
  ])("with %s: %s", (_, expected, slices) => {
    expect(pendingPods(slices)).toBe(expected);
  });
});
