import { serviceAccountToken } from "../../../../policy/rules/service-account-token";
import { deployment, resource, unknownObject, unknownText, workloads, podPaths } from "../resources";
import { testRule } from "../test-rule";

const token = (value: unknown, change: object = {}) => deployment({ automountServiceAccountToken: value, ...change });
const account = (value: unknown, metadata: object = {}) =>
  resource("core/v1:ServiceAccount", { metadata, automountServiceAccountToken: value });
const allowing = (change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", why: "it lists pods", ...change }],
});

const given = (title = "Deployment shop/web", spec = "spec.template.spec"): string =>
  [
    `${title}: its pods get a token for the Kubernetes API`,
    "  why: whoever breaks into the pod can talk to the API server in its name",
    `  fix: ${spec}.automountServiceAccountToken: false`,
    "  or:  allow it in the pack's config, in service-account-token.allow",
  ].join("\n");

testRule(serviceAccountToken, {
  passes: {
    "said that they get none": deployment(),
    "the same, over what the service account says": [account(true), deployment()],
    "said by the service account alone": [account(false), token(null)],
    "said by the service account alone, which comes later": [token(null), account(false)],
    "said by the service account under the field's old name": [
      account(false),
      token(null, { serviceAccountName: null, serviceAccount: "web" }),
    ],
    "said by the namespace's default service account": [
      account(false, { name: "default" }),
      token(null, { serviceAccountName: "" }),
    ],
    "what makes no pods": resource("core/v1:Service", { spec: { automountServiceAccountToken: true } }),
    "a service account that gives tokens, and nobody who gets one": account(true),
    "every kind of workload": Object.values(workloads()),
    "an object that is allowed": { of: token(true), settings: allowing() },
    "an object that is allowed in any namespace": { of: token(null), settings: allowing({ namespace: undefined }) },
  },
  fails: {
    "nothing said": { of: token(null), says: [given()] },
    "said that they get one, over what the service account says": {
      of: [token(true), account(false)],
      says: [given()],
    },
    "nothing said by the service account either": { of: [account(null), token(null)], says: [given()] },
    "said by the service account": { of: [token(null), account(true)], says: [given()] },
    "service accounts of other names and namespaces": {
      of: [account(false, { name: "default" }), account(false, { namespace: "mail" }), token(null)],
      says: [given()],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        { of: token(true), settings: allowing(other), says: [given()] },
      ]),
    ),
    "every kind of workload": {
      of: Object.values(workloads({ automountServiceAccountToken: true })),
      says: Object.entries(podPaths).map(([kind, spec]) => given(`${kind} shop/web`, spec)),
    },
  },
  unknown: {
    "what one of two workloads says": {
      of: [token(unknownText), workloads({ automountServiceAccountToken: true }).Job],
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.automountServiceAccountToken is not known yet",
        given("Job shop/web"),
      ],
    },
    "which service account it is": {
      of: token(null, { serviceAccountName: unknownText }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.serviceAccountName is not known yet",
      ],
    },
    "what the service account says": {
      of: [account(unknownText), token(null)],
      says: ["(unjudged) ServiceAccount shop/web: not judged, since automountServiceAccountToken is not known yet"],
    },
    "the whole pod": {
      of: resource("apps/v1:Deployment", { spec: { template: { spec: unknownObject } } }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec is not known yet"],
    },
    "what an object that is allowed says": { of: token(unknownText), settings: allowing(), says: [] },
  },
});
