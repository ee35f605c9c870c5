import { nsa, rule } from "../judge/rule";
import { allow, choice, matches } from "../judge/settings";

const levels = ["privileged", "baseline", "restricted"] as const;

export const podSecurityLabels = rule({
  name: "pod-security-labels",
  description: "Every namespace enforces one of the Pod Security Standards.",
  severity: "high",
  framework: nsa("Kubernetes Pod security: Pod Security Admission"),
  why: "the API server then refuses what no rule saw: pods of operators, of charts, of hands",
  settings: {
    minimum: choice("the least level that will do", ["baseline", "restricted"], "baseline"),
    allow: allow("namespaces that may enforce less, and why"),
  },
  *check(object, { settings: { minimum, allow } }) {
    if (object.group !== "" || object.kind !== "Namespace" || allow.some((one) => matches(one, object))) return;
    const label = object.root.at("metadata", "labels", "pod-security.kubernetes.io/enforce");
    if (!label.isKnown) return;
    const level = levels.findIndex((one) => label.is(one));
    if (level === -1) {
      yield { found: "it enforces no level of Pod Security", fix: `${label.path}: restricted` };
    } else if (level < levels.indexOf(minimum)) {
      yield { found: `it enforces no more than ${levels[level]}`, fix: `${label.path}: ${minimum}` };
    }
  },
});
