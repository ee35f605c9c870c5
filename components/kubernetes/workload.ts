import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Resources, Settings, Storage } from "../../settings";
import {
  headlessName,
  headlessPorts,
  readyName,
  readyPorts,
  servicePorts,
  type Wiring,
  type Workload,
} from "../wiring";
import { autoscaler, disruptionBudget } from "./availability";
import { selectorLabels, workloadLabels } from "./labels";
import { podSpec, type PodArgs } from "./pod";
import { service, type ServiceKind } from "./service";

/** One program of an application, with as many pods as it has replicas. */
export interface Member {
  readonly workload: Workload;
  readonly kind: "StatefulSet" | "Deployment";
  readonly args: readonly string[];
  readonly replicas: number;
  /** Up to how many it is scaled by load. */
  readonly maxReplicas?: number;
  readonly resources: Resources;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly gracePeriod: number;
  /** Where it writes, and the volume for it; without one it is scratch space. */
  readonly data: { readonly directory: string; readonly storage?: Storage };
  /** No two of its pods may be on one node. */
  readonly apart?: boolean;
}

/** Whether there are, or may come to be, several of its pods. */
export const isMany = ({ replicas, maxReplicas = 1 }: Member): boolean => Math.max(replicas, maxReplicas) > 1;

export interface WorkloadArgs extends Omit<PodArgs, "selector"> {
  readonly settings: Settings;
  readonly wiring: Wiring;
  readonly namespace: k8s.core.v1.Namespace;
  /** Of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * A StatefulSet or Deployment with its Services, a disruption budget where there is more than one pod, and an
 * autoscaler where it may grow. The fields that cannot be changed later (selector, pod management, headless Service)
 * are set so that they need not be.
 */
export function workload(name: string, args: WorkloadArgs, child: pulumi.CustomResourceOptions): void {
  const { settings, wiring, member } = args;
  const { replicas, maxReplicas } = member;
  const labels = workloadLabels(settings, wiring, member.workload);
  const selector = selectorLabels(settings, member.workload);
  const metadata = { namespace: args.namespace.metadata.name, labels };
  const identity = { ...metadata, name: member.workload.name };
  const stateful = member.kind === "StatefulSet";

  const reach = (suffix: string, to: string, ports: Workload["ports"], pods: ServiceKind) =>
    Object.keys(ports).length === 0
      ? undefined
      : service(`${name}-${suffix}`, { metadata, name: to, selector, ports, pods }, child).metadata.name;
  // A StatefulSet must have one, whoever asks for it.
  const named = stateful ? member.workload.ports : headlessPorts(wiring, member.workload);
  const headless = reach("headless", headlessName(member.workload), named, "each");
  reach("ready", readyName(member.workload), readyPorts(wiring, member.workload), "each that is ready");
  reach("service", member.workload.name, servicePorts(wiring, member.workload), "any");
  const template = { metadata: { labels, annotations: args.annotations }, spec: podSpec({ ...args, selector }) };
  const matchLabels = { matchLabels: selector };
  const many = isMany(member);
  // With an autoscaler the number is its own: set here, every update would undo what it chose.
  const pods = maxReplicas === undefined ? { replicas } : {};

  if (stateful) {
    const { storage } = member.data;
    new k8s.apps.v1.StatefulSet(
      name,
      {
        metadata: identity,
        spec: {
          ...pods,
          serviceName: headless,
          podManagementPolicy: "Parallel",
          updateStrategy: { type: "RollingUpdate" },
          // The next pod waits until its neighbour has proven itself, or two would be down at once.
          ...(many ? { minReadySeconds: 10 } : {}),
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          selector: matchLabels,
          template,
          ...(storage ? { volumeClaimTemplates: [claim(storage)] } : {}),
        },
      },
      { ...child, protect: settings.protect && storage !== undefined },
    );
  } else {
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata: identity,
        spec: {
          ...pods,
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } },
          selector: matchLabels,
          template,
        },
      },
      child,
    );
  }
  if (maxReplicas !== undefined)
    autoscaler(name, { metadata: identity, kind: member.kind, replicas, maxReplicas }, child);
  if (many) disruptionBudget(name, { metadata: identity, selector: matchLabels }, child);
}

const claim = ({ size, class: storageClassName }: Storage): k8s.types.input.core.v1.PersistentVolumeClaim => ({
  metadata: { name: "data" },
  spec: {
    accessModes: ["ReadWriteOnce"],
    storageClassName,
    resources: { requests: { storage: size } },
  },
});
