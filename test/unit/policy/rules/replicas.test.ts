import { replicas } from "../../../../policy/rules/replicas";
import type { Tree } from "../../../../settings";
import { resource, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const target = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

const scaler = (spec: Tree, metadata: Tree = {}) =>
  resource("autoscaling/v2:HorizontalPodAutoscaler", {
    metadata,
    spec: { scaleTargetRef: target, minReplicas: 2, maxReplicas: 6, ...spec },
  });

const sized = (count: unknown, name = "web") =>
  resource("apps/v1:Deployment", { metadata: { name }, spec: { replicas: count } });

const violation = (found: string, fix: string) =>
  [
    found,
    "  why: with one pod, every node that is drained and every crash is an outage",
    `  fix: spec.${fix}: 2`,
    "  or:  allow it in the pack's config, in replicas.allow",
  ].join("\n");

const hasOne = (title: string) => violation(`${title}: it has one pod`, "replicas");
const saysNothing = (title: string) =>
  violation(`${title}: it says neither how many pods nor who scales it, so it has one`, "replicas");
const goesDown = (name: string) =>
  violation(`HorizontalPodAutoscaler shop/${name}: it goes down to one pod`, "minReplicas");

testRule(replicas, {
  passes: {
    "two pods, or none": [sized(2), sized(0, "off")],
    "no number beside who scales it": [sized(undefined), scaler({})],
    "in the other order": [scaler({}), sized(undefined)],
    "kinds that have no number, or one that another kind sets": [
      workloads().Pod,
      workloads().DaemonSet,
      workloads().Job,
      workloads().CronJob,
      resource("apps/v1:ReplicaSet", { spec: { replicas: 1 } }),
      resource("core/v1:Service", {}),
    ],
    "single pods that are allowed": {
      of: [sized(1), sized(undefined, "web-jobs"), scaler({ minReplicas: 1 })],
      settings: {
        allow: [
          { kind: "Deployment", name: "web*", namespace: "shop", why: "nobody waits for them" },
          { kind: "HorizontalPodAutoscaler", name: "*", why: "they start in a second" },
        ],
      },
    },
    "kinds of that name of somebody's own": [
      resource("example.com/v1:Deployment", { spec: { replicas: 1 } }),
      resource("example.com/v1:HorizontalPodAutoscaler", {}),
    ],
  },
  fails: {
    "one pod": { of: sized(1), says: [hasOne("Deployment shop/web")] },
    "one pod of a StatefulSet": {
      of: resource("apps/v1:StatefulSet", { spec: { replicas: 1 } }),
      says: [hasOne("StatefulSet shop/web")],
    },
    "no number": { of: sized(undefined), says: [saysNothing("Deployment shop/web")] },
    "no number of a StatefulSet, and one that scales the Deployment": {
      of: [resource("apps/v1:StatefulSet", {}), scaler({})],
      says: [saysNothing("StatefulSet shop/web")],
    },
    "no number, and others that are scaled": {
      of: [
        scaler({ scaleTargetRef: { ...target, name: "other" } }),
        scaler({}, { namespace: "bank" }),
        sized(undefined),
      ],
      says: [saysNothing("Deployment shop/web")],
    },
    "scaled down to one": {
      of: [sized(undefined), scaler({ minReplicas: 1 }), scaler({ minReplicas: undefined }, { name: "other" })],
      says: [goesDown("web"), goesDown("other")],
    },
    "others than the one that is allowed": {
      of: [sized(1), sized(1, "other"), sized(undefined, "third")],
      settings: {
        allow: [
          { kind: "Deployment", name: "web", why: "nobody waits for it" },
          { kind: "StatefulSet", name: "other", why: "it is of another kind" },
          { kind: "Deployment", name: "*", namespace: "bank", why: "they are somewhere else" },
        ],
      },
      says: [hasOne("Deployment shop/other"), saysNothing("Deployment shop/third")],
    },
  },
  unknown: {
    "the number of one of two": {
      of: [sized(unknownText), sized(1, "other")],
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.replicas is not known yet",
        hasOne("Deployment shop/other"),
      ],
    },
    "what is scaled, which may be this one": {
      of: [sized(undefined), scaler({ scaleTargetRef: { ...target, name: unknownText } })],
      says: [
        "(unjudged) HorizontalPodAutoscaler shop/web: not judged, since spec.scaleTargetRef.name is not known yet",
      ],
    },
    "where it is scaled, which may be here": {
      of: [sized(undefined), scaler({}, { namespace: unknownText })],
      says: ["(unjudged) HorizontalPodAutoscaler web: not judged, since metadata.namespace is not known yet"],
    },
    "how far it is scaled down": {
      of: scaler({ minReplicas: unknownText }),
      says: ["(unjudged) HorizontalPodAutoscaler shop/web: not judged, since spec.minReplicas is not known yet"],
    },
  },
});
