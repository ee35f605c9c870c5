import { podOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";

/** Kinds, besides those that make pods, that are in a namespace. */
const namespaced = new Set([
  "/ConfigMap",
  "/Secret",
  "/Service",
  "/ServiceAccount",
  "/PersistentVolumeClaim",
  "/ResourceQuota",
  "/LimitRange",
  "autoscaling/HorizontalPodAutoscaler",
  "networking.k8s.io/Ingress",
  "networking.k8s.io/NetworkPolicy",
  "policy/PodDisruptionBudget",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/RoleBinding",
  "cert-manager.io/Certificate",
  "cert-manager.io/Issuer",
  "gateway.networking.k8s.io/Gateway",
]);

export const defaultNamespace = rule({
  name: "default-namespace",
  description: "Nothing is put into the default namespace.",
  severity: "medium",
  framework: cis("5.7.4"),
  why: "what is there has no owner, no policy and no quota of its own",
  settings: {},
  *check(object) {
    if (!namespaced.has(`${object.group}/${object.kind}`) && !podOf(object)) return;
    const namespace = object.root.at("metadata", "namespace");
    const isUnnamed = namespace.isAbsent || namespace.is("");
    if (!isUnnamed && !namespace.is("default")) return;
    const found = isUnnamed ? "it names no namespace" : "it is in the default namespace";
    yield { found, fix: `${namespace.path}: <that of its program>` };
  },
});
