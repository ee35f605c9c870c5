import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./labels";

/** Pod Security Standards: what the API server lets pods of a namespace do. */
export type PodSecurityLevel = "restricted" | "privileged";

/** A namespace that enforces a Pod Security level, and warns of and records what would break it. */
export const namespace = (
  name: string,
  args: { name: string; labels: Labels; podSecurity: PodSecurityLevel },
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace =>
  new k8s.core.v1.Namespace(
    name,
    {
      metadata: {
        name: args.name,
        labels: {
          ...args.labels,
          "pod-security.kubernetes.io/enforce": args.podSecurity,
          "pod-security.kubernetes.io/audit": args.podSecurity,
          "pod-security.kubernetes.io/warn": args.podSecurity,
        },
      },
    },
    opts,
  );
