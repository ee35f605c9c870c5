import { defaultNamespace } from "../../../../policy/rules/default-namespace";
import { configMap, resource, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const within = (type: string, namespace: unknown, name = "web") => resource(type, { metadata: { name, namespace } });

const violation = (title: string, found: string) =>
  [
    `${title}: ${found}`,
    "  why: what is there has no owner, no policy and no quota of its own",
    "  fix: metadata.namespace: <that of its program>",
  ].join("\n");

const types = [
  "core/v1:ConfigMap",
  "core/v1:Secret",
  "core/v1:Service",
  "core/v1:ServiceAccount",
  "core/v1:PersistentVolumeClaim",
  "core/v1:ResourceQuota",
  "core/v1:LimitRange",
  "autoscaling/v2:HorizontalPodAutoscaler",
  "networking.k8s.io/v1:Ingress",
  "networking.k8s.io/v1:NetworkPolicy",
  "policy/v1:PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1:Role",
  "rbac.authorization.k8s.io/v1:RoleBinding",
  "cert-manager.io/v1:Certificate",
  "cert-manager.io/v1:Issuer",
  "gateway.networking.k8s.io/v1:Gateway",
  ...Object.values(workloads()).map(({ type }) => type.replace("kubernetes:", "")),
];

testRule(defaultNamespace, {
  passes: {
    "a namespace": [configMap("a.yaml", "a: 1"), ...Object.values(workloads())],
    "a namespace that begins like the other": within("core/v1:ConfigMap", "default-apps"),
    "what is in none": [
      "core/v1:Namespace",
      "core/v1:PersistentVolume",
      "rbac.authorization.k8s.io/v1:ClusterRole",
      "rbac.authorization.k8s.io/v1:ClusterRoleBinding",
      "networking.k8s.io/v1:IngressClass",
      "storage.k8s.io/v1:StorageClass",
      "cert-manager.io/v1:ClusterIssuer",
    ].map((type) => within(type, undefined)),
    "a kind that nobody told of": within("example.com/v1:ConfigMap", undefined),
  },
  fails: {
    "the default namespace": {
      of: within("apps/v1:Deployment", "default"),
      says: [violation("Deployment default/web", "it is in the default namespace")],
    },
    "no namespace": {
      of: within("core/v1:Service", undefined),
      says: [violation("Service web", "it names no namespace")],
    },
    "an empty name": {
      of: within("core/v1:Secret", ""),
      says: [violation("Secret /web", "it names no namespace")],
    },
    "every kind that is in one": {
      of: types.map((type) => within(type, "default")),
      says: types.map((type) => violation(`${type.split(":")[1]} default/web`, "it is in the default namespace")),
    },
  },
  unknown: {
    "the namespace of one of two": {
      of: [within("core/v1:Secret", unknownText), within("core/v1:Service", undefined)],
      says: [
        "(unjudged) Secret web: not judged, since metadata.namespace is not known yet",
        violation("Service web", "it names no namespace"),
      ],
    },
  },
});
