import { type Conditioned, pendingConditions, waitsForConditions } from "./wait-for";

/** What of an object tells whether it has come up. */
export interface Progress extends Conditioned {
  readonly kind?: string;
  readonly spec?: unknown;
}

interface Counts {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly desiredNumberScheduled?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberReady?: number;
  readonly phase?: string;
}

/**
 * What an object is still waited for, in words; undefined once it is up. As with Pulumi's provider, disruption budgets,
 * autoscalers and whatever else has no pods are up when they exist, and an object may say itself what makes it so.
 */
export function pending(object: Progress): string | undefined {
  if (waitsForConditions(object)) return pendingConditions(object);
  const { kind, metadata, spec, status } = object;
  const counts = (status ?? {}) as Counts;
  if (kind === "Namespace") return counts.phase === "Active" ? undefined : "not active yet";
  if (kind !== "StatefulSet" && kind !== "Deployment" && kind !== "DaemonSet") return undefined;
  if ((counts.observedGeneration ?? 0) < (metadata?.generation ?? 1)) return "not seen by its controller yet";
  const wanted =
    kind === "DaemonSet" ? (counts.desiredNumberScheduled ?? 0) : ((spec as { replicas?: number }).replicas ?? 1);
  const updated = (kind === "DaemonSet" ? counts.updatedNumberScheduled : counts.updatedReplicas) ?? 0;
  const ready = (kind === "DaemonSet" ? counts.numberReady : counts.readyReplicas) ?? 0;
  if (updated < wanted) return `${updated} of ${wanted} pods are of the new version`;
  if (ready < wanted) return `${ready} of ${wanted} pods are ready`;
  if (kind !== "DaemonSet" && (counts.replicas ?? 0) > wanted)
    return `${counts.replicas} pods where ${wanted} are wanted`;
  if (kind === "StatefulSet" && counts.currentRevision !== counts.updateRevision) return "its roll-out is not over yet";
  return undefined;
}

/** Where a Service leads. */
export interface Endpoints {
  readonly endpoints?: readonly unknown[];
}

/**
 * Whether a Service is up only once there are pods behind it, as Pulumi's provider has it. A headless one is not waited
 * for: a StatefulSet needs it before it has pods.
 */
export const needsPods = (object: Progress): boolean => {
  const { clusterIP, type } = (object.spec ?? {}) as { readonly clusterIP?: string; readonly type?: string };
  const isLed = object.kind === "Service" && clusterIP !== "None" && type !== "ExternalName";
  return isLed && !waitsForConditions(object);
};

/** What a Service that needs pods is still waited for; `slices` are its EndpointSlices. */
export const pendingPods = (slices: readonly Endpoints[]): string | undefined =>
  slices.some(({ endpoints }) => endpoints && endpoints.length > 0)
    ? undefined
    : "it leads to no pod: none is there yet, or its selector fits none";
