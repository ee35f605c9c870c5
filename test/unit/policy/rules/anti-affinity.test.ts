import { antiAffinity } from "../../../../policy/rules/anti-affinity";
import { deployment, resource, unknownList, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const loose = { topologySpreadConstraints: null };
const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "web" } } };

const violation = (title: string) =>
  [
    `${title}: its pods can all be on one node`,
    "  why: replicas on one node all go with it",
    "  fix: spec.template.spec.topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: <those of the pods> } }]",
    "  or:  allow it in the pack's config, in anti-affinity.allow",
  ].join("\n");

const { StatefulSet, ...others } = workloads(loose);

testRule(antiAffinity, {
  passes: {
    "spread over nodes": [deployment(), workloads().StatefulSet],
    "kept apart": deployment({
      ...loose,
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    }),
    "one pod, or none": [
      deployment(loose, { replicas: 1 }),
      resource("apps/v1:StatefulSet", { spec: { replicas: 0, template: { spec: {} } } }),
    ],
    "other kinds that make pods": [
      others.Pod,
      others.ReplicationController,
      others.DaemonSet,
      others.ReplicaSet,
      others.Job,
      others.CronJob,
    ],
    "what makes none": resource("core/v1:Service", {}),
    "pods that are allowed to be on one node": {
      of: [deployment(loose), StatefulSet],
      settings: {
        allow: [
          { kind: "Deployment", name: "we*", namespace: "*", why: "they share a disk" },
          { kind: "StatefulSet", name: "*", namespace: "sh*p", why: "they share a disk" },
        ],
      },
    },
  },
  fails: {
    "neither spread nor kept apart": { of: deployment(loose), says: [violation("Deployment shop/web")] },
    "empty lists and blocks": {
      of: deployment({ topologySpreadConstraints: [], affinity: { podAntiAffinity: {} } }),
      says: [violation("Deployment shop/web")],
    },
    "near others, and on some nodes only": {
      of: deployment({ ...loose, affinity: { podAffinity: { required: [term] }, nodeAffinity: { required: {} } } }),
      says: [violation("Deployment shop/web")],
    },
    "a StatefulSet": { of: StatefulSet, says: [violation("StatefulSet shop/web")] },
    "as many pods as somebody else says": {
      of: deployment(loose, { replicas: undefined }),
      says: [violation("Deployment shop/web")],
    },
    "others than the one that is allowed": {
      of: [deployment(loose), StatefulSet],
      settings: {
        allow: [
          { kind: "StatefulSet", name: "web", why: "they share a disk" },
          { kind: "Deployment", name: "other", why: "they share a disk" },
          { kind: "Deployment", name: "web", namespace: "bank", why: "they are somewhere else" },
        ],
      },
      says: [violation("Deployment shop/web")],
    },
  },
  unknown: {
    "how many pods": {
      of: [deployment(loose, { replicas: unknownText }), StatefulSet],
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.replicas is not known yet",
        violation("StatefulSet shop/web"),
      ],
    },
    "whether they are spread, in one of two": {
      of: [deployment({ topologySpreadConstraints: unknownList }), StatefulSet],
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.topologySpreadConstraints is not known yet",
        violation("StatefulSet shop/web"),
      ],
    },
    "whether they are kept apart": {
      of: deployment({ ...loose, affinity: unknownObject }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec.affinity is not known yet"],
    },
  },
});
