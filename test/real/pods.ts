import { kubectl } from "./real-lab";

interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

/** The stack's pods on real nodes. */
const stackPods = (): readonly Pod[] =>
  (JSON.parse(kubectl("get", "pods", "--all-namespaces", "--output", "json")) as { items: Pod[] }).items.filter(
    ({ metadata, spec }) => spec.nodeName?.startsWith("real") && metadata.namespace !== "kube-system",
  );

/** "observability-dev loki-0 ready, 0 restarts", of each pod. Names are without random parts. */
export const pods = (): string[] =>
  stackPods()
    .map(({ metadata, status }) => {
      const isReady = status.conditions?.some((one) => one.type === "Ready" && one.status === "True");
      const restarts = status.containerStatuses?.[0]?.restartCount ?? 0;
      const name = metadata.name.replace(/^(obi|alloy-receiver)-.*/, "$1");
      return `${metadata.namespace} ${name} ${isReady ? "ready" : "not ready"}, ${restarts} restarts`;
    })
    .sort();

/** "loki real-1 real-2 real-3": the nodes that each of some workloads has its pods on. */
export const nodesOf = (...workloads: string[]): string[] =>
  workloads.map((name) =>
    [
      name,
      ...stackPods()
        .filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/name"] === name)
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ].join(" "),
  );

/** What `pods` has of the dev stack as Pulumi.dev.yaml has it, when all is well. */
export const calmDev = [
  "obi-dev obi ready, 0 restarts",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `observability-dev ${name}-0 ready, 0 restarts`),
];
