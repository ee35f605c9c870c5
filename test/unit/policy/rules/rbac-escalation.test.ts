import { rbacEscalation } from "../../../../policy/rules/rbac-escalation";
import { deployment, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const role = (...rules: object[]) => resource("rbac.authorization.k8s.io/v1:Role", { rules });

const clusterRole = (...rules: object[]) =>
  resource("rbac.authorization.k8s.io/v1:ClusterRole", { metadata: { namespace: undefined }, rules });

const binding = (roleRef: unknown, subjects: unknown, name = "web") =>
  resource("rbac.authorization.k8s.io/v1:ClusterRoleBinding", {
    metadata: { name, namespace: undefined },
    roleRef,
    subjects,
  });

const view = { kind: "ClusterRole", name: "view" };
const admin = { kind: "ClusterRole", name: "cluster-admin" };
const account = { kind: "ServiceAccount", name: "web", namespace: "shop" };
const secrets = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };

const right = "who has it has, in the end, all rights in the cluster";
const nobody = "that is nobody in particular: all who have any account, or none";

const violation = (found: string, fix: string, why = right) =>
  [found, `why: ${why}`, `fix: ${fix}`, "or:  allow it in the pack's config, in rbac-escalation.allow"].join("\n  ");

const itsName = "take it out, or name single ones in resourceNames";
const isAdmin = (name = "web") =>
  violation(
    `ClusterRoleBinding ${name}: it makes its subjects cluster-admin`,
    "roleRef.name: a role with the rights that are used",
  );
const isSubject = (name: string, n: number, why?: string) =>
  violation(
    `ClusterRoleBinding web: its subject is ${name}`,
    `subjects[${n}].name: a user, group or service account of your own`,
    why,
  );

testRule(rbacEscalation, {
  passes: {
    "rights on other things": clusterRole({ apiGroups: ["", "apps"], resources: ["pods", "nodes"], verbs: ["get"] }),
    "single secrets by name": role({ ...secrets, resourceNames: ["web-tls"] }),
    "secrets that are written and not read": role({ ...secrets, verbs: ["create", "patch", "delete"] }),
    "secrets of another group": role({ ...secrets, apiGroups: ["example.com"] }),
    "service accounts without their tokens": role({
      apiGroups: [""],
      resources: ["serviceaccounts"],
      verbs: ["create"],
    }),
    "the metrics of nodes": clusterRole({ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }),
    "a binding of one's own account": binding(view, [account]),
    "a binding of nobody": binding(view, undefined),
    "a role of one's own that is called like the other": binding({ kind: "Role", name: "cluster-admin" }, [account]),
    "no rules": [role(), clusterRole()],
    "roles and bindings that are allowed": {
      of: [role(secrets), binding(admin, [account], "web-admin")],
      settings: {
        allow: [
          { kind: "Role", name: "w*", namespace: "sh*", why: "it syncs them" },
          { kind: "ClusterRoleBinding", name: "*-admin", why: "who is on call" },
        ],
      },
    },
    "kinds of that name of somebody's own": resource("example.com/v1:Role", { rules: [secrets] }),
    "what grants nothing": deployment(),
  },
  fails: {
    "verbs by which rights are gained": {
      of: clusterRole({
        apiGroups: ["rbac.authorization.k8s.io"],
        resources: ["roles"],
        verbs: ["get", "escalate", "bind", "impersonate"],
      }),
      says: ["escalate", "bind", "impersonate"].map((verb, n) =>
        violation(`ClusterRole web: it may ${verb}`, `rules[0].verbs[${n + 1}]: take it out`),
      ),
    },
    "all secrets, by each verb that reads": {
      of: ["get", "list", "watch", "*"].map((verb, n) =>
        resource("rbac.authorization.k8s.io/v1:Role", {
          metadata: { name: `web-${n}` },
          rules: [{ ...secrets, verbs: [verb] }],
        }),
      ),
      says: [0, 1, 2, 3].map((n) =>
        violation(`Role shop/web-${n}: it may read all secrets`, `rules[0].resources[0]: ${itsName}`),
      ),
    },
    "all secrets, in any group": {
      of: clusterRole({ apiGroups: ["*"], resources: ["pods", "secrets"], verbs: ["list"], resourceNames: [] }),
      says: [violation("ClusterRole web: it may read all secrets", `rules[0].resources[1]: ${itsName}`)],
    },
    "tokens of service accounts": {
      of: role({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }),
      says: [violation("Role shop/web: it may make tokens of service accounts", `rules[0].resources[0]: ${itsName}`)],
    },
    "the kubelets": {
      of: clusterRole({ apiGroups: [""], resources: ["nodes", "nodes/proxy"], verbs: ["get"] }),
      says: [violation("ClusterRole web: it may reach the kubelets", `rules[0].resources[1]: ${itsName}`)],
    },
    "the role of all rights": { of: binding(admin, [account]), says: [isAdmin()] },
    "the same within a namespace": {
      of: resource("rbac.authorization.k8s.io/v1:RoleBinding", { roleRef: admin, subjects: [account] }),
      says: [
        violation(
          "RoleBinding shop/web: it makes its subjects cluster-admin",
          "roleRef.name: a role with the rights that are used",
        ),
      ],
    },
    "groups of everyone": {
      of: binding(
        view,
        ["anonymous", "unauthenticated", "authenticated", "serviceaccounts", "masters"].map((name) => ({
          kind: "Group",
          name: `system:${name}`,
        })),
      ),
      says: [
        isSubject("system:anonymous", 0, nobody),
        isSubject("system:unauthenticated", 1, nobody),
        isSubject("system:authenticated", 2, nobody),
        isSubject("system:serviceaccounts", 3, nobody),
        isSubject("system:masters", 4),
      ],
    },
    "others than the one that is allowed": {
      of: [binding(admin, [account]), binding(admin, [account], "another")],
      settings: {
        allow: [
          { kind: "ClusterRoleBinding", name: "web", why: "who is on call" },
          { kind: "ClusterRole", name: "another", why: "it is of another kind" },
          { kind: "ClusterRoleBinding", name: "*", namespace: "shop", why: "it is in no namespace" },
        ],
      },
      says: [isAdmin("another")],
    },
  },
  unknown: {
    "a verb, the names and the resources of three rules": {
      of: role(
        { ...secrets, verbs: [unknownText, "list"] },
        { ...secrets, resourceNames: unknownList },
        { ...secrets, resources: unknownList },
      ),
      says: [
        violation("Role shop/web: it may read all secrets", `rules[0].resources[0]: ${itsName}`),
        "(unjudged) Role shop/web: not judged, since rules[0].verbs[0], rules[1].resourceNames, rules[2].resources are not known yet",
      ],
    },
    "the role and one of the subjects of a binding": {
      of: binding({ kind: "ClusterRole", name: unknownText }, [
        { kind: "Group", name: unknownText },
        { kind: "Group", name: "system:masters" },
      ]),
      says: [
        isSubject("system:masters", 1),
        "(unjudged) ClusterRoleBinding web: not judged, since roleRef.name, subjects[0].name are not known yet",
      ],
    },
    "all subjects": {
      of: binding(admin, unknownList),
      says: [isAdmin(), "(unjudged) ClusterRoleBinding web: not judged, since subjects is not known yet"],
    },
  },
});
