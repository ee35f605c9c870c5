import { type KubernetesObject, manifests } from "../../../review/manifests";
import type { OfflineRun } from "../../../review/offline";
import { run } from "../../support/offline";

const runs = new Map<string, Promise<OfflineRun>>();

/** One of test/golden's stacks as it is, run once for all tests of a file. */
export function shippedRun(name: string): Promise<OfflineRun> {
  const known = runs.get(name) ?? run(name);
  runs.set(name, known);
  return known;
}

/** Its Kubernetes objects, by their file. */
export const shipped = async (name: string): Promise<ReadonlyMap<string, KubernetesObject>> =>
  manifests((await shippedRun(name)).resources);

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
  readonly volumes: readonly Named[];
  readonly imagePullSecrets?: readonly Named[];
  readonly affinity?: unknown;
  readonly topologySpreadConstraints?: readonly unknown[];
  readonly terminationGracePeriodSeconds?: number;
}

interface Named {
  readonly name: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
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
  readonly volumeMounts: readonly Named[];
}

interface Probe {
  readonly httpGet?: unknown;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** A StatefulSet, Deployment or DaemonSet. */
export interface PodOwner extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly podManagementPolicy?: string;
    readonly minReadySeconds?: number;
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
export async function ofKind(name: string, kind: string): Promise<KubernetesObject[]> {
  return [...(await shipped(name)).values()].filter((object) => object.kind === kind);
}

const ownerKinds = ["StatefulSet", "Deployment", "DaemonSet"] as const;

/** What makes pods in a stack: of one kind, or of all. */
export async function podOwners(name: string, ...kinds: (typeof ownerKinds)[number][]): Promise<PodOwner[]> {
  const wanted: readonly string[] = kinds.length > 0 ? kinds : ownerKinds;
  return [...(await shipped(name)).values()].filter(({ kind }) => wanted.includes(kind)) as PodOwner[];
}
