import { podSecurityLabels } from "../../../../policy/rules/pod-security-labels";
import { resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const enforce = "pod-security.kubernetes.io/enforce";

const namespace = (labels: unknown, name = "shop") =>
  resource("core/v1:Namespace", { metadata: { name, namespace: undefined, labels } });

const violation = (found: string, level: string, name = "shop") =>
  [
    `Namespace ${name}: ${found}`,
    "  why: the API server then refuses what no rule saw: pods of operators, of charts, of hands",
    `  fix: metadata.labels["${enforce}"]: ${level}`,
    "  or:  allow it in the pack's config, in pod-security-labels.allow",
  ].join("\n");

const allowed = { allow: [{ kind: "Namespace", name: "agents-*", why: "they share the node's processes" }] };

testRule(podSecurityLabels, {
  passes: {
    restricted: namespace({ [enforce]: "restricted" }),
    baseline: namespace({ [enforce]: "baseline", "pod-security.kubernetes.io/enforce-version": "v1.34" }),
    "the least level, where that is restricted": {
      of: namespace({ [enforce]: "restricted" }),
      settings: { minimum: "restricted" },
    },
    "namespaces that are allowed to enforce less, or nothing": {
      of: [namespace({ [enforce]: "privileged" }, "agents-dev"), namespace({}, "agents-lab")],
      settings: allowed,
    },
    "what is no namespace": resource("core/v1:ConfigMap", { metadata: { labels: { [enforce]: "privileged" } } }),
    "a kind of that name of somebody's own": resource("example.com/v1:Namespace", {}),
  },
  fails: {
    "no label": {
      of: namespace({ team: "shop" }),
      says: [violation("it enforces no level of Pod Security", "restricted")],
    },
    "no labels": {
      of: namespace(undefined),
      says: [violation("it enforces no level of Pod Security", "restricted")],
    },
    "labels that only warn and audit": {
      of: namespace({
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
      }),
      says: [violation("it enforces no level of Pod Security", "restricted")],
    },
    "a level that there is not": {
      of: namespace({ [enforce]: "strict" }),
      says: [violation("it enforces no level of Pod Security", "restricted")],
    },
    "the level that lets in all": {
      of: namespace({ [enforce]: "privileged" }),
      says: [violation("it enforces no more than privileged", "baseline")],
    },
    "baseline, where restricted is the least": {
      of: namespace({ [enforce]: "baseline" }),
      settings: { minimum: "restricted" },
      says: [violation("it enforces no more than baseline", "restricted")],
    },
    "another name than the one that is allowed": {
      of: [
        namespace({ [enforce]: "privileged" }, "agents-dev"),
        namespace({ [enforce]: "privileged" }, "my-agents-dev"),
      ],
      settings: allowed,
      says: [violation("it enforces no more than privileged", "baseline", "my-agents-dev")],
    },
    "another kind than the one that is allowed": {
      of: namespace({ [enforce]: "privileged" }),
      settings: { allow: [{ kind: "DaemonSet", name: "*", why: "an agent" }] },
      says: [violation("it enforces no more than privileged", "baseline")],
    },
  },
  unknown: {
    "the level of one of two namespaces": {
      of: [namespace({ [enforce]: unknownText }), namespace({}, "bank")],
      says: [
        `(unjudged) Namespace shop: not judged, since metadata.labels["${enforce}"] is not known yet`,
        violation("it enforces no level of Pod Security", "restricted", "bank"),
      ],
    },
    "all labels": {
      of: namespace(unknownObject),
      says: ["(unjudged) Namespace shop: not judged, since metadata.labels is not known yet"],
    },
    "another label": {
      of: namespace({ team: unknownText, [enforce]: "privileged" }),
      says: [violation("it enforces no more than privileged", "baseline")],
    },
  },
});
