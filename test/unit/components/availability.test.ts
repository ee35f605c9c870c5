import { objects } from "../../support/offline";
import { ofKind, type PodOwner, podOwners, shipped, shippedRun } from "./workloads";

const selector = (name: string, instance = "mop-production") => ({
  matchLabels: { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance },
});
const by = (topologyKey: string, labelSelector: object) => ({
  topologyKey,
  maxSkew: 1,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector,
});
const [node, zone] = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];

/** No two on one node, and over the zones as far as that goes. */
const apart = (name: string, instance?: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: node, labelSelector: selector(name, instance) }],
    },
  },
  topologySpreadConstraints: [by(zone, selector(name, instance))],
});
/** Over zones and nodes as far as that goes. */
const spread = (name: string, instance?: string) => ({
  affinity: undefined,
  topologySpreadConstraints: [by(zone, selector(name, instance)), by(node, selector(name, instance))],
});
const anywhere = { affinity: undefined, topologySpreadConstraints: undefined };

const placed = ({ spec }: PodOwner) => {
  const { affinity, topologySpreadConstraints } = spec.template.spec;
  return { affinity, topologySpreadConstraints };
};

test.each(["staging", "production"])("%s: what is kept on three pods is on three nodes", async (stack) => {
  const all = await shipped(stack);
  for (const name of ["mimir", "loki"]) {
    const owner = all.get(`observability-${stack}/StatefulSet-${name}.yaml`) as PodOwner;
    expect(placed(owner)).toEqual(apart(name, `mop-${stack}`));
    const { replicas, podManagementPolicy, minReadySeconds } = owner.spec;
    expect([replicas, podManagementPolicy, minReadySeconds]).toEqual([3, "Parallel", 10]);
    expect(owner.spec).toMatchObject({
      updateStrategy: { type: "RollingUpdate" },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    });
  }
});

test.each([
  ["dev", "alloy", anywhere],
  ["dev", "mimir", anywhere],
  ["production", "tempo", anywhere],
  // Its replicas share the work but hold nothing for each other.
  ["production", "alloy", spread("alloy")],
])("%s: %s is placed like this", async (stack, name, expected) => {
  const owner = (await shipped(stack)).get(`observability-${stack}/StatefulSet-${name}.yaml`) as PodOwner;
  expect(placed(owner)).toEqual(expected);
  const several = expected !== anywhere;
  expect([owner.spec.podManagementPolicy, owner.spec.minReadySeconds]).toEqual(["Parallel", several ? 10 : undefined]);
});

test("distributed: what has state is on nodes of its own, what has none is spread, one alone is anywhere", async () => {
  const alone = ["loki-compactor", "mimir-compactor", "tempo-backend-scheduler"];
  for (const owner of await podOwners("distributed", "StatefulSet", "Deployment")) {
    const { name } = owner.metadata;
    const free = owner.kind === "Deployment" || name === "alloy";
    expect([name, placed(owner)]).toEqual([name, alone.includes(name) ? anywhere : free ? spread(name) : apart(name)]);
  }
});

test.each([
  ["dev", []],
  ["staging", ["alloy", "loki", "mimir"]],
  ["production", ["alloy-receiver", "alloy", "loki", "mimir"]],
])("%s: a drain takes one pod at a time of %j", async (stack, names) => {
  const budgets = await ofKind(stack, "PodDisruptionBudget");
  expect(budgets.map(({ metadata, spec }) => [metadata.name, metadata.namespace, spec])).toEqual(
    names.map((name) => [
      name,
      `observability-${stack}`,
      { maxUnavailable: 1, selector: selector(name, `mop-${stack}`) },
    ]),
  );
});

test("distributed: a drain takes one pod at a time of everything that has more than one", async () => {
  const owners = await podOwners("distributed", "StatefulSet", "Deployment");
  const single = ["loki-compactor", "mimir-compactor", "tempo-backend-scheduler"];
  const several = owners.map(({ metadata }) => metadata.name).filter((name) => !single.includes(name));
  const budgets = await ofKind("distributed", "PodDisruptionBudget");
  expect(budgets.map(({ metadata, spec }) => [metadata.name, spec]).sort()).toEqual(
    several.map((name) => [name, { maxUnavailable: 1, selector: selector(name) }]).sort(),
  );
});

test("distributed: what may be scaled by load is scaled by CPU, up at once and down slowly", async () => {
  const scalers = await ofKind("distributed", "HorizontalPodAutoscaler");
  const bounds = { "alloy-receiver": [3, 12], "mimir-querier": [2, 6], "tempo-distributor": [2, 8] };
  expect(scalers.map(({ metadata, spec }) => [metadata.name, spec])).toEqual(
    Object.entries(bounds).map(([name, [minReplicas, maxReplicas]]) => [
      name,
      {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas,
        maxReplicas,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
      },
    ]),
  );
  // With a number of its own, each update would undo what the autoscaler chose.
  const owners = await podOwners("distributed", "Deployment", "StatefulSet");
  const numberless = owners.filter(({ spec }) => !("replicas" in spec)).map(({ metadata }) => metadata.name);
  expect(numberless).toEqual(Object.keys(bounds));
});

test("an autoscaler gone, the number of the settings holds again", async () => {
  const all = await objects("production", { alloy: { receivers: { replicas: 4 } } });
  const receiver = all.get("observability-production/Deployment-alloy-receiver.yaml") as PodOwner;
  expect(receiver.spec.replicas).toBe(4);
});

test.each(["staging", "production", "distributed"])("%s: pods have the time that flushing takes", async (stack) => {
  const seconds = { alloy: 60, "alloy-receiver": 60, mimir: 600, loki: 300, tempo: 45 };
  const roles = {
    "tempo-live-store": 300,
    "tempo-block-builder": 300,
    "mimir-ingester": 600,
    "mimir-querier": 180,
    "loki-ingester": 300,
  };
  const owners = await podOwners(stack, "StatefulSet", "Deployment");
  const known: Readonly<Record<string, number>> = { ...seconds, ...roles };
  expect(owners.map(({ metadata, spec }) => [metadata.name, spec.template.spec.terminationGracePeriodSeconds])).toEqual(
    owners.map(({ metadata }) => [metadata.name, known[metadata.name] ?? 30]),
  );
});

test.each([
  ["dev", []],
  ["staging", []],
  ["production", ["mop-alloy", "mop-loki", "mop-mimir", "mop-tempo"]],
  [
    "distributed",
    [
      "mop-alloy",
      "mop-loki-compactor",
      "mop-loki-index-gateway",
      "mop-loki-ingester",
      "mop-mimir-compactor",
      "mop-mimir-ingester",
      "mop-mimir-store-gateway",
      "mop-tempo-backend-scheduler",
      "mop-tempo-block-builder",
      "mop-tempo-live-store",
    ],
  ],
])(
  "%s: these StatefulSets, their namespace, that of the root's key and nothing else are protected from being deleted",
  async (stack, names) => {
    const { resources } = await shippedRun(stack);
    const kept = resources.filter((resource) => resource.protect);
    expect(kept.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      ...names.map((name) => `kubernetes:apps/v1:StatefulSet ${name}`),
      ...(names.length > 0 ? ["kubernetes:core/v1:Namespace mop-backends"] : []),
      // Who signs for the distributed stack is somebody else's.
      ...(stack === "production" ? ["kubernetes:core/v1:Namespace mop-certificates-cert-manager"] : []),
    ]);
  },
);
