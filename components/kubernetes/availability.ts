import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./labels";

interface Metadata {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Labels;
}

/** Lets a drain take one pod at a time: of three copies two remain, which is a quorum. */
export function disruptionBudget(
  name: string,
  args: { metadata: Metadata; selector: { matchLabels: Labels } },
  opts: pulumi.CustomResourceOptions,
): void {
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    { metadata: args.metadata, spec: { maxUnavailable: 1, selector: args.selector } },
    opts,
  );
}

/** Scales by CPU use, up at once and down slowly. */
export function autoscaler(
  name: string,
  args: { metadata: Metadata; kind: string; replicas: number; maxReplicas: number },
  opts: pulumi.CustomResourceOptions,
): void {
  new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    name,
    {
      metadata: args.metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: args.kind, name: args.metadata.name },
        minReplicas: args.replicas,
        maxReplicas: args.maxReplicas,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
      },
    },
    opts,
  );
}

type PodSpec = k8s.types.input.core.v1.PodSpec;

/**
 * Keeps the pods of a workload off each other's nodes and zones. By zone it is a wish: a cluster with one zone still
 * gets its pods.
 *
 * @param apart by node it is a must
 */
export function spread(selector: Labels, apart: boolean): Pick<PodSpec, "affinity" | "topologySpreadConstraints"> {
  const labelSelector = { matchLabels: selector };
  const by = (topologyKey: string) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector,
  });
  const [node, zone] = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];
  return apart
    ? {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: node, labelSelector }],
          },
        },
        topologySpreadConstraints: [by(zone)],
      }
    : { topologySpreadConstraints: [by(zone), by(node)] };
}
