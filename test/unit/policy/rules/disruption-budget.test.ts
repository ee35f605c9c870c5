import { disruptionBudget } from "../../../../policy/rules/disruption-budget";
import type { Tree } from "../../../../settings";
import { deployment, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const labels = { "app.kubernetes.io/name": "web" };
const selector = { matchLabels: labels };

const budget = (spec: Tree, metadata: Tree = {}) =>
  resource("policy/v1:PodDisruptionBudget", { metadata, spec: { selector, ...spec } });

/** A Deployment of so many pods with the label, and one more of its own. */
const pods = (replicas: unknown, name = "web", namespace = "shop") =>
  resource("apps/v1:Deployment", {
    metadata: { name, namespace },
    spec: { replicas, template: { metadata: { labels: { ...labels, part: name } } } },
  });

const scaler = (name: string, metadata: Tree = {}) =>
  resource("autoscaling/v2:HorizontalPodAutoscaler", {
    metadata,
    spec: { scaleTargetRef: { kind: "Deployment", name }, minReplicas: 2 },
  });

const violation = (found: string, fix: string) =>
  [
    `PodDisruptionBudget shop/web: ${found}`,
    "  why: no node with one of these pods can be drained, so that none can be upgraded",
    `  fix: spec.${fix}`,
  ].join("\n");

const takeOut = "minAvailable: take it out, and say spec.maxUnavailable: 1";
const keeps = (what: string) => violation(`it keeps ${what}`, takeOut);

testRule(disruptionBudget, {
  passes: {
    "one pod may go": [budget({ maxUnavailable: 1 }), pods(1)],
    "a part of them may go": [budget({ maxUnavailable: "25%" }), pods(2)],
    "fewer are kept than there are": [budget({ minAvailable: 1 }), deployment()],
    "a part of them is kept": [budget({ minAvailable: "50%" }), pods(2)],
    "there are none to keep": [budget({ minAvailable: 1 }), pods(0)],
    "all pods of two workloads together": [budget({ minAvailable: 2 }), pods(2, "front"), pods(1, "back")],
    "nobody says how many there are": [budget({ minAvailable: 2 }), pods(2, "front"), pods(undefined, "back")],
    "they are scaled": [budget({ minAvailable: 2 }), pods(2), scaler("web")],
    "other pods": [
      budget({ minAvailable: 2, selector: { matchLabels: { ...labels, part: "back" } } }),
      pods(2),
      pods(2, "back", "bank"),
    ],
    "an expression that leaves some of them out": [
      budget({
        minAvailable: 2,
        selector: { ...selector, matchExpressions: [{ key: "canary", operator: "DoesNotExist" }] },
      }),
      pods(2),
    ],
    "no selector, which is for none": [budget({ minAvailable: 2, selector: null }), pods(2)],
    "pods that nothing replaces, and those of every node": [
      budget({ minAvailable: 2 }),
      workloads().Pod,
      workloads().DaemonSet,
    ],
    "a kind of that name of somebody's own": resource("example.com/v1:PodDisruptionBudget", {
      spec: { maxUnavailable: 0 },
    }),
  },
  fails: {
    "none may go": {
      of: budget({ maxUnavailable: 0 }),
      says: [violation("it lets no pod go", "maxUnavailable: 1")],
    },
    "no part of them may go": {
      of: budget({ maxUnavailable: "0%" }),
      says: [violation("it lets no pod go", "maxUnavailable: 1")],
    },
    "all are kept, whatever their number": {
      of: [budget({ minAvailable: "100%" }), pods(2)],
      says: [keeps("all pods")],
    },
    "as many are kept as there are": {
      of: [budget({ minAvailable: 2 }), pods(2)],
      says: [keeps("2 of the 2 pods of Deployment shop/web")],
    },
    "in the other order": {
      of: [pods(2), budget({ minAvailable: 2 })],
      says: [keeps("2 of the 2 pods of Deployment shop/web")],
    },
    "more are kept than there are": {
      of: [budget({ minAvailable: 3 }), pods(1)],
      says: [keeps("1 of the 1 pods of Deployment shop/web")],
    },
    "a part that is rounded up to all": {
      of: [budget({ minAvailable: "51%" }), pods(1), pods(1, "other", "bank")],
      says: [keeps("1 of the 1 pods of Deployment shop/web")],
    },
    "all pods of two workloads": {
      of: [budget({ minAvailable: 3 }), pods(2, "front"), pods(1, "back")],
      says: [keeps("3 of the 3 pods of Deployment shop/back and Deployment shop/front")],
    },
    "all pods of two workloads, in the other order": {
      of: [pods(1, "back"), pods(2, "front"), budget({ minAvailable: 3 })],
      says: [keeps("3 of the 3 pods of Deployment shop/back and Deployment shop/front")],
    },
    "an empty selector, which is for all pods of the namespace": {
      of: [budget({ minAvailable: 2, selector: { matchLabels: {} } }), workloads().StatefulSet],
      says: [keeps("2 of the 2 pods of StatefulSet shop/web")],
    },
    "somebody else is scaled": {
      of: [budget({ minAvailable: 2 }), pods(2), scaler("other"), scaler("web", { namespace: "bank" })],
      says: [keeps("2 of the 2 pods of Deployment shop/web")],
    },
  },
  unknown: {
    "how many may go, in one of two budgets": {
      of: [budget({ maxUnavailable: unknownText }), budget({ maxUnavailable: 0 }, { name: "other" })],
      says: [
        "(unjudged) PodDisruptionBudget shop/web: not judged, since spec.maxUnavailable is not known yet",
        violation("it lets no pod go", "maxUnavailable: 1").replace("shop/web", "shop/other"),
      ],
    },
    "how many there are": {
      of: [budget({ minAvailable: 2 }), pods(unknownText)],
      says: ["(unjudged) Deployment shop/web: not judged, since spec.replicas is not known yet"],
    },
    "a label that nobody asks for": {
      of: [
        budget({ minAvailable: 2 }),
        deployment({}, { template: { metadata: { labels: { ...labels, part: unknownText } } } }),
      ],
      says: [keeps("2 of the 2 pods of Deployment shop/web")],
    },
    "for which pods it is": {
      of: [
        budget({ minAvailable: 2, selector: unknownObject }),
        budget({ minAvailable: 2, selector: { matchLabels: unknownObject } }, { name: "other" }),
        pods(2),
      ],
      says: [
        "(unjudged) PodDisruptionBudget shop/web: not judged, since spec.selector is not known yet",
        "(unjudged) PodDisruptionBudget shop/other: not judged, since spec.selector.matchLabels is not known yet",
      ],
    },
  },
});
