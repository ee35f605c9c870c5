import { rbacWildcard } from "../../../../policy/rules/rbac-wildcard";
import { deployment, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const role = (...rules: object[]) => resource("rbac.authorization.k8s.io/v1:Role", { rules });

const clusterRole = (...rules: object[]) =>
  resource("rbac.authorization.k8s.io/v1:ClusterRole", { metadata: { namespace: undefined }, rules });

const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] };

const violation = (title: string, found: string, fix: string) =>
  [
    `${title}: it grants ${found}`,
    "  why: a wildcard grants what exists today and all that is installed later",
    `  fix: rules${fix} that are used`,
  ].join("\n");

testRule(rbacWildcard, {
  passes: {
    "names alone": [role(pods), clusterRole(pods)],
    "paths below one": clusterRole({ nonResourceURLs: ["/metrics", "/healthz/*"], verbs: ["get"] }),
    "no rules": [role(), clusterRole()],
    "rules that are gathered from other roles": resource("rbac.authorization.k8s.io/v1:ClusterRole", {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { view: "true" } }] },
    }),
    "a binding": resource("rbac.authorization.k8s.io/v1:RoleBinding", { rules: [{ verbs: ["*"] }] }),
    "a kind of that name of somebody's own": resource("example.com/v1:Role", { rules: [{ verbs: ["*"] }] }),
    "what grants nothing": deployment(),
  },
  fails: {
    "all verbs": {
      of: role(pods, { ...pods, verbs: ["*"] }),
      says: [violation("Role shop/web", "all verbs", "[1].verbs[0]: the verbs")],
    },
    everything: {
      of: clusterRole({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
      says: [
        violation("ClusterRole web", "all verbs", "[0].verbs[0]: the verbs"),
        violation("ClusterRole web", "all resources", "[0].resources[0]: the resources"),
        violation("ClusterRole web", "all apiGroups", "[0].apiGroups[0]: the apiGroups"),
      ],
    },
    "a wildcard among names, once": {
      of: role({ ...pods, verbs: ["get", "*", "*"] }),
      says: [violation("Role shop/web", "all verbs", "[0].verbs[1]: the verbs")],
    },
    "a part of all resources": {
      of: clusterRole({ apiGroups: ["apps"], resources: ["deployments", "*/scale"], verbs: ["update"] }),
      says: [violation("ClusterRole web", "scale of all resources", "[0].resources[1]: the resources")],
    },
    "all paths": {
      of: clusterRole({ nonResourceURLs: ["*"], verbs: ["get"] }),
      says: [violation("ClusterRole web", "all nonResourceURLs", "[0].nonResourceURLs[0]: the nonResourceURLs")],
    },
    "all paths, written as one": {
      of: clusterRole({ nonResourceURLs: ["/version", "/*"], verbs: ["get"] }),
      says: [violation("ClusterRole web", "all nonResourceURLs", "[0].nonResourceURLs[1]: the nonResourceURLs")],
    },
  },
  unknown: {
    "one verb beside a wildcard": {
      of: role({ ...pods, verbs: [unknownText, "*"] }),
      says: [
        violation("Role shop/web", "all verbs", "[0].verbs[1]: the verbs"),
        "(unjudged) Role shop/web: not judged, since rules[0].verbs[0] is not known yet",
      ],
    },
    "the resources of one of two rules": {
      of: clusterRole({ ...pods, resources: unknownList }, { ...pods, resources: ["*"] }),
      says: [
        violation("ClusterRole web", "all resources", "[1].resources[0]: the resources"),
        "(unjudged) ClusterRole web: not judged, since rules[0].resources is not known yet",
      ],
    },
    "all rules": {
      of: resource("rbac.authorization.k8s.io/v1:Role", { rules: unknownList }),
      says: ["(unjudged) Role shop/web: not judged, since rules is not known yet"],
    },
  },
});
