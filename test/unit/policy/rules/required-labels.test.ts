import { requiredLabels } from "../../../../policy/rules/required-labels";
import { deployment, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const name = "app.kubernetes.io/name";
const service = (labels: unknown) => resource("core/v1:Service", { metadata: { labels } });

const violation = (title: string, key: string, fix: string) =>
  [
    `${title}: no label ${key}`,
    "  why: dashboards, alerts and whoever is on call find by them whose it is",
    `  fix: metadata.labels${fix}`,
  ].join("\n");

testRule(requiredLabels, {
  passes: {
    "the label": [service({ [name]: "web" }), ...Object.values(workloads())],
    "other labels that are asked for": {
      of: service({ team: "shop", tier: "front" }),
      settings: { labels: ["team", "tier"] },
    },
    "no label, where none is asked for": { of: service({}), settings: { labels: [] } },
    "what is neither workload nor Service": [
      resource("core/v1:ConfigMap", {}),
      resource("core/v1:Namespace", {}),
      resource("networking.k8s.io/v1:Ingress", {}),
      resource("serving.knative.dev/v1:Service", {}),
    ],
  },
  fails: {
    "no label of that key": {
      of: service({ app: "web" }),
      says: [violation("Service shop/web", name, `["${name}"]: web`)],
    },
    "no labels": {
      of: service(undefined),
      says: [violation("Service shop/web", name, `["${name}"]: web`)],
    },
    "a label that only the pods have": {
      of: {
        ...deployment(),
        props: { ...(deployment().props as object), metadata: { name: "web", namespace: "shop" } },
      },
      says: [violation("Deployment shop/web", name, `["${name}"]: web`)],
    },
    "every kind of workload, by another key": {
      of: Object.values(workloads()),
      settings: { labels: [name, "team"] },
      says: Object.keys(workloads()).map((kind) => violation(`${kind} shop/web`, "team", ".team: <its value>")),
    },
  },
  unknown: {
    "one of two labels": {
      of: service({ [name]: unknownText }),
      settings: { labels: [name, "team"] },
      says: [
        violation("Service shop/web", "team", ".team: <its value>"),
        `(unjudged) Service shop/web: not judged, since metadata.labels["${name}"] is not known yet`,
      ],
    },
    "all labels": {
      of: service(unknownObject),
      says: ["(unjudged) Service shop/web: not judged, since metadata.labels is not known yet"],
    },
  },
});
