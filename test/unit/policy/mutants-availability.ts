import type { Mutant } from "./mutants";

const loki = "StatefulSet observability-production/loki";

/** Who reaches whom, what stays up, and what is kept. */
export const availabilityMutants: Readonly<Record<string, Mutant>> = {
  "the backends' namespace lets in any pod": {
    of: "Namespace observability-production",
    change: ({ inputs }) => delete inputs.metadata.labels["pod-security.kubernetes.io/enforce"],
    says: [["pod-security-labels", "Namespace observability-production: it enforces no level of Pod Security"]],
  },
  "the backends' namespace lets in privileged pods": {
    of: "Namespace observability-production",
    change: ({ inputs }) => (inputs.metadata.labels["pod-security.kubernetes.io/enforce"] = "privileged"),
    says: [["pod-security-labels", "Namespace observability-production: it enforces no more than privileged"]],
  },
  "cert-manager can be reached by all": {
    of: "NetworkPolicy webhook-only",
    change: ({ inputs }) => (inputs.spec.podSelector = { matchLabels: { app: "webhook" } }),
    says: [["network-policy", "Namespace cert-manager: no NetworkPolicy restricts the ingress of all of its pods"]],
  },
  "a role grants all verbs": {
    of: "ClusterRole mop-production-obi",
    change: ({ inputs }) => (inputs.rules[0].verbs = ["*"]),
    says: [["rbac-wildcard", "ClusterRole mop-production-obi: it grants all verbs"]],
  },
  "a role may read all secrets": {
    of: "ClusterRole mop-production-alloy",
    change: ({ inputs }) => inputs.rules[0].resources.push("secrets"),
    says: [["rbac-escalation", "ClusterRole mop-production-alloy: it may read all secrets"]],
  },
  "a role may impersonate": {
    of: "ClusterRole mop-production-alloy",
    change: ({ inputs }) => inputs.rules[0].verbs.push("impersonate"),
    says: [["rbac-escalation", "ClusterRole mop-production-alloy: it may impersonate"]],
  },
  "an agent is cluster-admin": {
    of: "ClusterRoleBinding mop-production-obi",
    change: ({ inputs }) => (inputs.roleRef.name = "cluster-admin"),
    says: [["rbac-escalation", "ClusterRoleBinding mop-production-obi: it makes its subjects cluster-admin"]],
  },
  "a Service is in the default namespace": {
    of: "Service tempo",
    change: ({ inputs }) => (inputs.metadata.namespace = "default"),
    says: [["default-namespace", "Service default/tempo: it is in the default namespace"]],
  },
  "a Service does not say what it is": {
    of: "Service tempo",
    change: ({ inputs }) => delete inputs.metadata.labels["app.kubernetes.io/name"],
    says: [["required-labels", "Service observability-production/tempo: no label app.kubernetes.io/name"]],
  },
  "a Service is open to the Internet": {
    of: "Service loki",
    change: ({ inputs }) => (inputs.spec.type = "LoadBalancer"),
    says: [["service-exposure", "Service observability-production/loki: its type is LoadBalancer"]],
  },
  "a budget lets no pod go": {
    of: "PodDisruptionBudget loki",
    change: ({ inputs }) => (inputs.spec.maxUnavailable = 0),
    says: [["disruption-budget", "PodDisruptionBudget observability-production/loki: it lets no pod go"]],
  },
  "a budget keeps every pod that there is": {
    of: "PodDisruptionBudget loki",
    change: ({ inputs }) => {
      delete inputs.spec.maxUnavailable;
      inputs.spec.minAvailable = 3;
    },
    says: [
      ["disruption-budget", `PodDisruptionBudget observability-production/loki: it keeps 3 of the 3 pods of ${loki}`],
    ],
  },
  "Loki is alone": {
    of: "StatefulSet loki",
    change: ({ inputs }) => (inputs.spec.replicas = 1),
    says: [["replicas", `${loki}: it has one pod`]],
  },
  "Loki's pods may be on one node": {
    of: "StatefulSet loki",
    change: ({ inputs }) => {
      delete inputs.spec.template.spec.affinity;
      delete inputs.spec.template.spec.topologySpreadConstraints;
    },
    says: [["anti-affinity", `${loki}: its pods can all be on one node`]],
  },
  "nobody can tell whether Loki is ready": {
    of: "StatefulSet loki",
    change: ({ inputs }) => delete inputs.spec.template.spec.containers[0].readinessProbe,
    says: [["probes", `${loki}, container "loki": no readiness probe`]],
  },
  "Loki's data can be deleted without a word": {
    of: "StatefulSet loki",
    change: ({ resource }) => (resource.protect = false),
    says: [["state-protected", `${loki}: it is not protected`]],
  },
  "Loki's volumes go when it is scaled down": {
    of: "StatefulSet loki",
    change: ({ inputs }) => (inputs.spec.persistentVolumeClaimRetentionPolicy.whenScaled = "Delete"),
    says: [["volume-retention", `${loki}: its volumes are deleted when it is scaled down`]],
  },
};
