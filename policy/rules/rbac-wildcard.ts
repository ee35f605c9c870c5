import { cis, rule } from "../judge/rule";

const lists = ["verbs", "resources", "apiGroups", "nonResourceURLs"];

export const rbacWildcard = rule({
  name: "rbac-wildcard",
  description: "Roles name what they grant, without wildcards.",
  severity: "high",
  framework: cis("5.1.3"),
  why: "a wildcard grants what exists today and all that is installed later",
  settings: {},
  *check({ group, kind, root }) {
    if (group !== "rbac.authorization.k8s.io" || (kind !== "Role" && kind !== "ClusterRole")) return;
    for (const one of root.at("rules").items) {
      for (const list of lists) {
        const wildcard = one.at(list).items.find((item) => item.text?.includes("*"));
        if (wildcard) yield { found: `it grants all ${list}`, fix: `${wildcard.path}: the ${list} that are used` };
      }
    }
  },
});
