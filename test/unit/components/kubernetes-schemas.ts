import { DaemonSet, Deployment, StatefulSet } from "kubernetes-models/apps/v1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { ClusterRole, ClusterRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import { ConfigMap, Namespace, Service, ServiceAccount } from "kubernetes-models/v1";
import type { KubernetesObject } from "../../../review/manifests";
import { Certificate, ClusterIssuer, Issuer } from "./cert-manager-schemas";

type Model = new (data: never) => { validate(): void };

const models: Readonly<Record<string, Model>> = {
  "apps/v1 DaemonSet": DaemonSet,
  "apps/v1 Deployment": Deployment,
  "apps/v1 StatefulSet": StatefulSet,
  "autoscaling/v2 HorizontalPodAutoscaler": HorizontalPodAutoscaler,
  "cert-manager.io/v1 Certificate": Certificate,
  "cert-manager.io/v1 ClusterIssuer": ClusterIssuer,
  "cert-manager.io/v1 Issuer": Issuer,
  "networking.k8s.io/v1 NetworkPolicy": NetworkPolicy,
  "policy/v1 PodDisruptionBudget": PodDisruptionBudget,
  "rbac.authorization.k8s.io/v1 ClusterRole": ClusterRole,
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": ClusterRoleBinding,
  "v1 ConfigMap": ConfigMap,
  "v1 Namespace": Namespace,
  "v1 Service": Service,
  "v1 ServiceAccount": ServiceAccount,
};

/** Every kind that has a schema, sorted. */
export const kinds: readonly string[] = Object.keys(models);

/** "apps/v1 StatefulSet" */
export const kindOf = ({ apiVersion, kind }: KubernetesObject): string => `${apiVersion} ${kind}`;

/** @throws with what Kubernetes' own schema of the kind finds wrong; it lets unknown fields pass */
export function validate(object: KubernetesObject): void {
  const name = kindOf(object);
  if (!(name in models)) throw new Error(`no schema for ${name}`);
  new models[name](object as never).validate();
}
