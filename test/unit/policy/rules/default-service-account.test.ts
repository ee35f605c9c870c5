import { defaultServiceAccount } from "../../../../policy/rules/default-service-account";
import { deployment, resource, unknownObject, unknownText, workloads, podPaths } from "../resources";
import { testRule } from "../test-rule";

const account = (serviceAccountName: unknown, change: object = {}) => deployment({ serviceAccountName, ...change });

const byDefault = (title = "Deployment shop/web", spec = "spec.template.spec"): string =>
  [
    `${title}: its pods run as the default service account`,
    "  why: what one pod is granted by it, all others that name none are granted as well",
    `  fix: ${spec}.serviceAccountName: web`,
  ].join("\n");

testRule(defaultServiceAccount, {
  passes: {
    "one of its own": deployment(),
    "one of its own, under the field's old name": [
      account(null, { serviceAccount: "web" }),
      account("", { serviceAccount: "web" }),
    ],
    "one of its own, over the field's old name": account("web", { serviceAccount: "default" }),
    "what makes no pods": resource("core/v1:ServiceAccount", { metadata: { name: "default" } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "nothing said": { of: account(null), says: [byDefault()] },
    "an empty name": { of: account(""), says: [byDefault()] },
    "an empty name, under both": { of: account("", { serviceAccount: "" }), says: [byDefault()] },
    "said that it is": { of: account("default"), says: [byDefault()] },
    "said under the field's old name": { of: account(null, { serviceAccount: "default" }), says: [byDefault()] },
    "every kind of workload": {
      of: Object.values(workloads({ serviceAccountName: null })),
      says: Object.entries(podPaths).map(([kind, spec]) => byDefault(`${kind} shop/web`, spec)),
    },
  },
  unknown: {
    "the name in one of two workloads": {
      of: [account(unknownText), workloads({ serviceAccountName: null }).Job],
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.serviceAccountName is not known yet",
        byDefault("Job shop/web"),
      ],
    },
    "the name under the field's old name": {
      of: account(null, { serviceAccount: unknownText }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec.serviceAccount is not known yet"],
    },
    "the whole pod": {
      of: resource("apps/v1:Deployment", { spec: { template: { spec: unknownObject } } }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec is not known yet"],
    },
  },
});
