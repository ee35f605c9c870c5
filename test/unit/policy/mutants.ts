import type { Registered } from "../../../review/offline";

/** A change to one object of the rendered production stack, and what must be said of it: rule and finding. */
export interface Mutant {
  /** "StatefulSet loki" */
  readonly of: string;
  readonly change: (object: Editable) => unknown;
  readonly says: readonly (readonly [rule: string, found: string])[];
}

/** One registered resource, open to changes. */
export interface Editable {
  /** Its Kubernetes object. */
  readonly inputs: Shape;
  /** Replaces text in its only configuration file; fails where the text is not there. */
  readonly replace: (from: string | RegExp, to: string) => void;
  readonly resource: { protect: boolean };
}

/** As much of the objects as the mutants change. */
interface Shape {
  readonly metadata: { name: string; namespace?: string; readonly labels: Record<string, string> };
  readonly spec: {
    readonly template: { readonly spec: PodSpec };
    readonly privateKey: { rotationPolicy: string };
    readonly persistentVolumeClaimRetentionPolicy: { whenScaled: string };
    duration: string;
    renewBefore: string;
    replicas: number;
    type: string;
    podSelector: object;
    maxUnavailable?: number;
    minAvailable?: number;
  };
  readonly rules: readonly { verbs: string[]; readonly resources: string[] }[];
  readonly roleRef: { name: string };
}

export interface PodSpec {
  readonly containers: readonly [Container];
  readonly volumes: { readonly name: string; readonly hostPath?: object; emptyDir?: object }[];
  readonly securityContext: { runAsNonRoot?: boolean; readonly seccompProfile: { type: string } };
  initContainers?: object[];
  automountServiceAccountToken?: boolean;
  serviceAccountName?: string;
  hostNetwork?: boolean;
  affinity?: object;
  topologySpreadConstraints?: object;
}

export interface Container {
  image: string;
  readonly env: { readonly name: string; value: string }[];
  readonly ports: readonly { hostPort?: number }[];
  readonly resources: { readonly requests: Amounts; readonly limits: Amounts };
  readonly securityContext: {
    readonly capabilities: { add: string[]; drop: string[] };
    privileged?: boolean;
    readOnlyRootFilesystem: boolean;
    allowPrivilegeEscalation?: boolean;
  };
  readinessProbe?: object;
}

interface Amounts {
  cpu?: string;
  memory?: string;
  "ephemeral-storage"?: string;
}

export function editable(resource: Registered): Editable {
  const { data = {} } = resource.inputs as { data?: Record<string, string> };
  return {
    inputs: resource.inputs as unknown as Shape,
    resource,
    replace: (from, to) => {
      const [file] = Object.keys(data);
      const before = data[file] ?? "";
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} has no ${String(from)}`);
      data[file] = after;
    },
  };
}
