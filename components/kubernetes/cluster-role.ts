import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./labels";

/** What a workload may ask of the API server, and why. */
export interface Rule {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly verbs: readonly ("get" | "list" | "watch")[];
  readonly why: string;
}

/** A ClusterRole with its binding to one ServiceAccount. The name must be the stack's own: cluster roles are shared. */
export function clusterRole(
  name: string,
  args: {
    name: string;
    labels: Labels;
    rules: readonly Rule[];
    serviceAccount: { name: pulumi.Input<string>; namespace: pulumi.Input<string> };
  },
  opts: pulumi.CustomResourceOptions,
): void {
  const metadata = {
    name: args.name,
    labels: args.labels,
    annotations: Object.fromEntries(
      args.rules.map((rule) => [`mop.observability/why-${rule.resources.join("-").replaceAll("/", "-")}`, rule.why]),
    ),
  };
  const role = new k8s.rbac.v1.ClusterRole(
    `${name}-role`,
    {
      metadata,
      rules: args.rules.map((rule) => ({
        apiGroups: [rule.apiGroup],
        resources: [...rule.resources],
        verbs: [...rule.verbs],
      })),
    },
    opts,
  );
  new k8s.rbac.v1.ClusterRoleBinding(
    `${name}-role`,
    {
      metadata: { name: args.name, labels: args.labels },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: args.serviceAccount.name, namespace: args.serviceAccount.namespace }],
    },
    opts,
  );
}
