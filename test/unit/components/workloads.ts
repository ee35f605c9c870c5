import { type KubernetesObject, manifests } from "../../../review/manifests";
import type { OfflineRun } from "../../../review/offline";
import { run } from "../../support/offline";

const runs = new Map<string, Promise<OfflineRun>>();

/** A stack as shipped, run once for all tests of a file. */
export function shippedRun(stack: string): Promise<OfflineRun> {
  const known = runs.get(stack) ?? run(stack);
  runs.set(stack, known);
  return known;
}

/** Its Kubernetes objects, by their file. */
export const shipped = async (stack: string): Promise<ReadonlyMap<string, KubernetesObject>> =>
  manifests((await shippedRun(stack)).resources);

/** The fields of a pod that the tests look at, as they are once rendered. */
export interface Pod {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes: readonly unknown[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
  readonly resources: {
    readonly requests: Readonly<Record<string, string>>;
    readonly limits: Readonly<Record<string, string>>;
  };
  readonly securityContext: {
    readonly privileged?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly appArmorProfile?: unknown;
    readonly capabilities: { readonly drop: readonly string[]; readonly add?: readonly string[] };
  };
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
  readonly volumeMounts: readonly unknown[];
}

interface Probe {
  readonly httpGet?: unknown;
  readonly tcpSocket?: unknown;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** A StatefulSet or DaemonSet. */
export interface PodOwner extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: {
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations: Readonly<Record<string, string>>;
      };
      readonly spec: Pod;
    };
    readonly volumeClaimTemplates?: readonly unknown[];
  };
}

/** The objects of one kind in a stack, in the order of their files. */
export async function ofKind(stack: string, kind: string): Promise<KubernetesObject[]> {
  return [...(await shipped(stack)).values()].filter((object) => object.kind === kind);
}

export const podOwners = async (stack: string, kind: "StatefulSet" | "DaemonSet"): Promise<PodOwner[]> =>
  (await ofKind(stack, kind)) as PodOwner[];
