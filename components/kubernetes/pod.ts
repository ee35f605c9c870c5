import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";
import { isSecure } from "../wiring";
import { spread } from "./availability";
import { containerPorts, containerResources, type EnvVar, goMemoryLimit } from "./container";
import type { Labels } from "./labels";
import { tlsVolume } from "./tls-volume";
import { isMany, type Member } from "./workload";

export interface PodArgs {
  readonly settings: Settings;
  readonly member: Member;
  readonly selector: Labels;
  readonly image: string;
  readonly user: number;
  readonly env?: readonly EnvVar[];
  readonly mounts: readonly {
    readonly name: string;
    readonly directory: string;
    readonly configMap: pulumi.Input<string>;
  }[];
  readonly serviceAccountName: pulumi.Input<string>;
  readonly apiAccess?: readonly unknown[];
  readonly readyPath: string;
  readonly alivePath: string;
}

/** Secrets for the registry, in the form that pods want. */
export const imagePullSecrets = ({ images }: Settings): Pick<types.input.core.v1.PodSpec, "imagePullSecrets"> =>
  images.pullSecrets.length > 0 ? { imagePullSecrets: images.pullSecrets.map((name) => ({ name })) } : {};

/** A pod that Pod Security level `restricted` admits: no root, no capability, a read-only root. */
export function podSpec(args: PodArgs): types.input.core.v1.PodSpec {
  const { member, mounts } = args;
  const { resources, data } = member;
  // The kubelet asks for no certificate's name, and shows none.
  const page = { port: "http", scheme: isSecure(member.workload.ports.http) ? "HTTPS" : "HTTP" };
  const ready = { ...page, path: args.readyPath };
  const tls = tlsVolume(args.settings, member.workload);
  return {
    serviceAccountName: args.serviceAccountName,
    automountServiceAccountToken: args.apiAccess !== undefined,
    enableServiceLinks: false,
    ...imagePullSecrets(args.settings),
    terminationGracePeriodSeconds: member.gracePeriod,
    ...(isMany(member) ? spread(args.selector, member.apart ?? false) : {}),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: args.user,
      runAsGroup: args.user,
      fsGroup: args.user,
      // A volume with many files would otherwise be walked at every start.
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: member.workload.name,
        image: args.image,
        args: [...member.args],
        env: [goMemoryLimit(resources, 0.8), ...(args.env ?? [])],
        ports: containerPorts(member.workload.ports),
        resources: containerResources(resources),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        // Replaying the write-ahead log of a full volume takes minutes.
        startupProbe: { httpGet: ready, periodSeconds: 5, failureThreshold: 120 },
        readinessProbe: { httpGet: ready, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        // Not the ready path: a process that waits for a neighbour must not be restarted for it.
        livenessProbe: {
          httpGet: { ...page, path: args.alivePath },
          periodSeconds: 30,
          timeoutSeconds: 5,
          failureThreshold: 5,
        },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
          ...mounts.map(({ name, directory }) => ({ name, mountPath: directory, readOnly: true })),
          { name: "data", mountPath: data.directory },
          { name: "tmp", mountPath: "/tmp" },
          ...tls.volumeMounts,
        ],
      },
    ],
    volumes: [
      ...mounts.map(({ name, configMap }) => ({ name, configMap: { name: configMap } })),
      ...(data.storage ? [] : [{ name: "data", emptyDir: { sizeLimit: "512Mi" } }]),
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      ...tls.volumes,
    ],
  };
}
