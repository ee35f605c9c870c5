import { networkPolicy } from "../../../../policy/rules/network-policy";
import { deployment, resource, unknownList, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const namespace = (name = "shop") => resource("core/v1:Namespace", { metadata: { name, namespace: undefined } });

const policy = (spec: object, metadata: object = {}) =>
  resource("networking.k8s.io/v1:NetworkPolicy", { metadata: { name: "default", ...metadata }, spec });

const all = { podSelector: {} };
const both = { directions: "Ingress and Egress" };
const everyone = { from: [], ports: [] };

const violation = (direction: string, types: string, name = "shop") =>
  [
    `Namespace ${name}: no NetworkPolicy restricts the ${direction} of all of its pods`,
    "  why: without one, every pod of the cluster can talk to every port in it",
    `  fix: a NetworkPolicy in ${name} with spec: { podSelector: {}, policyTypes: [${types}] }`,
  ].join("\n");

testRule(networkPolicy, {
  passes: {
    "nothing let in": [namespace(), policy({ ...all, policyTypes: ["Ingress"] })],
    "in the other order": [policy({ ...all, policyTypes: ["Ingress"] }), namespace()],
    "types left out, which are Ingress": [namespace(), policy(all)],
    "types that are an empty list, which are Ingress as well": [namespace(), policy({ ...all, policyTypes: [] })],
    "a selector of empty parts": [namespace(), policy({ podSelector: { matchLabels: {}, matchExpressions: [] } })],
    "some let in": [namespace(), policy({ ...all, ingress: [{ from: [all] }, { ports: [{ port: 8443 }] }] })],
    "both directions": {
      of: [namespace(), policy({ ...all, policyTypes: ["Ingress", "Egress"] })],
      settings: both,
    },
    "each direction in a policy of its own": {
      of: [namespace(), policy({ ...all, policyTypes: ["Ingress"] }), policy({ ...all, policyTypes: ["Egress"] })],
      settings: both,
    },
    "types left out beside rules of egress": {
      of: [namespace(), policy({ ...all, egress: [{ to: [all] }] })],
      settings: both,
    },
    "no namespace of the stack": deployment(),
    "a kind of that name of somebody's own": resource("example.com/v1:Namespace", {}),
  },
  fails: {
    "no policy": { of: namespace(), says: [violation("ingress", "Ingress")] },
    "a policy for some pods": {
      of: [namespace(), policy({ podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress"] })],
      says: [violation("ingress", "Ingress")],
    },
    "a policy for pods by an expression": {
      of: [namespace(), policy({ podSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } })],
      says: [violation("ingress", "Ingress")],
    },
    "a policy of another namespace": {
      of: [namespace(), namespace("bank"), policy(all, { namespace: "bank" })],
      says: [violation("ingress", "Ingress")],
    },
    "a policy of that name of somebody's own": {
      of: [namespace(), resource("crd.projectcalico.org/v1:NetworkPolicy", { spec: all })],
      says: [violation("ingress", "Ingress")],
    },
    "only egress": {
      of: [namespace(), policy({ ...all, policyTypes: ["Egress"] })],
      says: [violation("ingress", "Ingress")],
    },
    "everyone let in": {
      of: [namespace(), policy({ ...all, ingress: [everyone], policyTypes: ["Ingress"] })],
      says: [violation("ingress", "Ingress")],
    },
    "only ingress, where egress is wanted too": {
      of: [namespace(), policy({ ...all, egress: [] })],
      settings: both,
      says: [violation("egress", "Egress")],
    },
    "neither, where both are wanted": {
      of: [namespace()],
      settings: both,
      says: [violation("ingress and egress", "Ingress, Egress")],
    },
    "everything let out": {
      of: [namespace(), policy({ ...all, egress: [{}] })],
      settings: both,
      says: [violation("egress", "Egress")],
    },
  },
  unknown: {
    "the namespace of a policy, which may be this one": {
      of: [namespace(), policy(all, { namespace: unknownText })],
      says: ["(unjudged) NetworkPolicy default: not judged, since metadata.namespace is not known yet"],
    },
    "a selector, which may be empty, in one of two namespaces": {
      of: [namespace(), policy({ podSelector: unknownObject }), namespace("bank")],
      says: [
        violation("ingress", "Ingress", "bank"),
        "(unjudged) NetworkPolicy shop/default: not judged, since spec.podSelector is not known yet",
      ],
    },
    "types, which may be both": {
      of: [namespace(), policy({ ...all, policyTypes: unknownList })],
      settings: both,
      says: ["(unjudged) NetworkPolicy shop/default: not judged, since spec.policyTypes is not known yet"],
    },
    "one of the types, and the rules": {
      of: [namespace(), policy({ ...all, policyTypes: [unknownText], ingress: unknownList })],
      says: [
        "(unjudged) NetworkPolicy shop/default: not judged, since spec.ingress, spec.policyTypes[0] are not known yet",
      ],
    },
    "the selector of a policy that is for egress": {
      of: [namespace(), policy({ podSelector: unknownObject, policyTypes: ["Egress"] })],
      says: [
        violation("ingress", "Ingress"),
        "(unjudged) NetworkPolicy shop/default: not judged, since spec.podSelector is not known yet",
      ],
    },
  },
});
