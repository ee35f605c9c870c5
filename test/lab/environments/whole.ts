import { eventually, list, pods } from "../lab";
import { production, stacks } from "./stacks";

/** Running and ready pods, as "namespace workload" with their number. */
export function ready(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { metadata, status } of pods()) {
    if (!status.conditions?.some((one) => one.type === "Ready" && one.status === "True")) continue;
    const workload = `${metadata.namespace} ${metadata.labels?.["app.kubernetes.io/name"]}`;
    counts[workload] = (counts[workload] ?? 0) + 1;
  }
  return counts;
}

const inNamespace = (namespace: string, counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([workload, count]) => [`${namespace} ${workload}`, count]));

/** An agent on every Linux node; of each workload the replicas of its settings, or the least that its autoscaler allows. */
const wanted = {
  ...Object.fromEntries(stacks.map((stack) => [`obi-${stack} obi`, 5])),
  ...inNamespace("observability-dev", { alloy: 1, tempo: 1, mimir: 1, loki: 1 }),
  ...inNamespace("observability-staging", { alloy: 2, tempo: 1, mimir: 3, loki: 3 }),
  ...inNamespace(production, { alloy: 3, "alloy-receiver": 3, tempo: 1, mimir: 3, loki: 3 }),
  ...inNamespace("observability-distributed", {
    alloy: 3,
    "alloy-receiver": 3,
    "tempo-backend-scheduler": 1,
    "tempo-backend-worker": 2,
    "tempo-block-builder": 3,
    "tempo-distributor": 2,
    "tempo-live-store": 3,
    "tempo-querier": 2,
    "tempo-query-frontend": 2,
    "mimir-compactor": 1,
    "mimir-distributor": 3,
    "mimir-ingester": 3,
    "mimir-querier": 2,
    "mimir-query-frontend": 2,
    "mimir-query-scheduler": 2,
    "mimir-ruler": 2,
    "mimir-store-gateway": 3,
    "loki-compactor": 1,
    "loki-distributor": 3,
    "loki-index-gateway": 2,
    "loki-ingester": 3,
    "loki-querier": 3,
    "loki-query-frontend": 2,
    "loki-query-scheduler": 2,
    "loki-ruler": 2,
  }),
};

const isWhole = (counts: object) => JSON.stringify(Object.entries(counts).sort()) === wholeCounts;
const wholeCounts = JSON.stringify(Object.entries(wanted).sort());

interface Availability {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly availableReplicas?: number };
}

const unavailable = () =>
  list<Availability>("statefulsets,deployments", "--all-namespaces")
    .filter(({ spec, status }) => status.availableReplicas !== spec.replicas)
    .map(({ metadata }) => metadata.name);

/** Waits until every wanted pod is ready; what it was like last is compared, so that a failure tells what is missing. */
export async function expectWhole(): Promise<void> {
  const last = await eventually(ready, isWhole).catch(() => ready());
  expect(last).toEqual(wanted);
  // A pod counts as available some seconds after it is ready; then nothing is written any more.
  await eventually(unavailable, (none) => none.length === 0);
}
