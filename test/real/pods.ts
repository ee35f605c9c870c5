import { kubectl } from "./real-lab";

/** What the tests read of pods. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
      readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
    }[];
  };
  readonly status: {
    readonly podIP: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly lastTransitionTime: string;
    }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

/** The stack's pods on real nodes, in the order of their names. */
export const stackPods = (): Pod[] =>
  (
    JSON.parse(
      kubectl("get", "pods", "--all-namespaces", "--selector", "app.kubernetes.io/part-of=mop", "--output", "json"),
    ) as { items: Pod[] }
  ).items.filter(({ spec }) => spec.nodeName?.startsWith("real"));

/** Since when a pod is ready; undefined while it is not. */
export const readySince = ({ status }: Pod): Date | undefined => {
  const ready = status.conditions?.find(({ type, status }) => type === "Ready" && status === "True");
  return ready && new Date(ready.lastTransitionTime);
};

/** A pod's name without the random parts that those of a DaemonSet and a Deployment have. */
export const lastingName = ({ metadata }: Pod): string => metadata.name.replace(/^(obi|alloy-receiver)-.*/, "$1");

/** "observability-dev loki-0 ready, 0 restarts", of each pod. */
export const pods = (): string[] =>
  stackPods()
    .map((pod) => {
      const restarts = pod.status.containerStatuses?.[0]?.restartCount ?? 0;
      return `${pod.metadata.namespace} ${lastingName(pod)} ${readySince(pod) ? "ready" : "not ready"}, ${restarts} restarts`;
    })
    .sort();

/** "loki real-1 real-2 real-3": the nodes that each of some workloads has its pods on. */
export const nodesOf = (...workloads: string[]): string[] =>
  workloads.map((name) =>
    [
      name,
      ...stackPods()
        .filter(({ metadata }) => metadata.labels["app.kubernetes.io/name"] === name)
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ].join(" "),
  );

/** What `pods` has of the dev stack as Pulumi.dev.yaml has it, when all is well. */
export const calmDev = [
  "obi-dev obi ready, 0 restarts",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `observability-dev ${name}-0 ready, 0 restarts`),
];
