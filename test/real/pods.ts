import { kubectl } from "./real-lab";

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

/** "observability-dev loki-0 ready, 0 restarts", of the stack's pods on real nodes. Names are without random parts. */
export const pods = (): string[] =>
  (JSON.parse(kubectl("get", "pods", "--all-namespaces", "--output", "json")) as { items: Pod[] }).items
    .filter(({ metadata, spec }) => spec.nodeName?.startsWith("real") && metadata.namespace !== "kube-system")
    .map(({ metadata, status }) => {
      const isReady = status.conditions?.some((one) => one.type === "Ready" && one.status === "True");
      const restarts = status.containerStatuses?.[0]?.restartCount ?? 0;
      const name = metadata.name.replace(/^obi-.*/, "obi");
      return `${metadata.namespace} ${name} ${isReady ? "ready" : "not ready"}, ${restarts} restarts`;
    })
    .sort();

/** What `pods` has of the dev stack as Pulumi.dev.yaml has it, when all is well. */
export const calmDev = [
  "obi-dev obi ready, 0 restarts",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `observability-dev ${name}-0 ready, 0 restarts`),
];
