import type { Field } from "../judge/field";
import { cis, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

const verbs = ["escalate", "bind", "impersonate"];

/** Rights by which another one is gained, besides those verbs. */
const rights: readonly { group: string; resource: string; verbs: readonly string[]; what: string }[] = [
  { group: "", resource: "secrets", verbs: ["get", "list", "watch"], what: "read all secrets" },
  { group: "", resource: "serviceaccounts/token", verbs: ["create"], what: "make tokens of service accounts" },
  { group: "", resource: "nodes/proxy", verbs: ["get", "create"], what: "reach the kubelets" },
];

export const rbacEscalation = rule({
  name: "rbac-escalation",
  description: "Nobody is granted a right by which they can gain others.",
  severity: "critical",
  framework: cis("5.1.1, 5.1.2, 5.1.7, 5.1.8, 5.1.10, 5.1.13"),
  why: "who has it has, in the end, all rights in the cluster",
  settings: { allow: allow("roles and bindings that may, and why") },
  *check(object, { settings: { allow } }) {
    const { group, kind, root } = object;
    if (group !== "rbac.authorization.k8s.io" || allow.some((one) => matches(one, object))) return;
    if (kind === "Role" || kind === "ClusterRole") {
      for (const one of root.at("rules").items) yield* granted(one);
    }
    if (kind === "RoleBinding" || kind === "ClusterRoleBinding") yield* bound(root);
  },
});

function* granted(one: Field) {
  const verbList = one.at("verbs");
  for (const item of verbList.items) {
    if (verbs.includes(item.text ?? "")) yield { found: `it may ${item.text}`, fix: `${item.path}: take it out` };
  }
  // Single objects that are named are another matter than all of them.
  if (!one.at("resourceNames").isEmpty) return;
  for (const right of rights) {
    const resource = one.at("resources").items.find((item) => item.is(right.resource));
    const isGroup = one.at("apiGroups").texts.some((text) => text === right.group || text === "*");
    if (!resource || !isGroup || !verbList.texts.some((verb) => right.verbs.includes(verb) || verb === "*")) continue;
    yield { found: `it may ${right.what}`, fix: `${resource.path}: take it out, or name single ones in resourceNames` };
  }
}

function* bound(root: Field) {
  const role = root.at("roleRef", "name");
  if (role.is("cluster-admin") && !root.at("roleRef", "kind").is("Role")) {
    yield { found: "it makes its subjects cluster-admin", fix: `${role.path}: a role with the rights that are used` };
  }
  for (const subject of root.at("subjects").items) {
    const name = subject.at("name");
    if (!/^system:(masters|anonymous|unauthenticated|authenticated|serviceaccounts)$/.test(name.text ?? "")) continue;
    yield {
      found: `its subject is ${name.text}`,
      fix: `${name.path}: a user, group or service account of your own`,
      ...(name.is("system:masters") ? {} : { why: "that is nobody in particular: all who have any account, or none" }),
    };
  }
}
