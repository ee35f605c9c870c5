import { cis, rule } from "../judge/rule";

/** What stands for all; a path that ends in one, "/healthz/*", names what it grants. */
const wildcards: Readonly<Record<string, RegExp>> = {
  verbs: /^\*$/,
  // "*/scale" is that of all resources.
  resources: /^\*(\/.*)?$/,
  apiGroups: /^\*$/,
  nonResourceURLs: /^\/?\*$/,
};

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
      for (const [list, pattern] of Object.entries(wildcards)) {
        const wildcard = one.at(list).items.find((item) => pattern.test(item.text ?? ""));
        if (!wildcard) continue;
        const [, subresource] = /^\*\/(.+)$/.exec(wildcard.text ?? "") ?? [];
        const found = subresource === undefined ? `it grants all ${list}` : `it grants ${subresource} of all ${list}`;
        yield { found, fix: `${wildcard.path}: the ${list} that are used` };
      }
    }
  },
});
