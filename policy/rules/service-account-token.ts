import { podOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const serviceAccountToken = rule({
  name: "service-account-token",
  description: "Pods get a token for the Kubernetes API only where they need it.",
  severity: "medium",
  framework: cis("5.1.6"),
  why: "whoever breaks into the pod can talk to the API server in its name",
  settings: { allow: allow("objects whose pods use the Kubernetes API, and what for") },
  *check(object, { settings: { allow } }) {
    const setting = podOf(object)?.spec.at("automountServiceAccountToken");
    if (!setting?.isKnown || setting.is(false) || allow.some((one) => matches(one, object))) return;
    yield { found: "its pods get a token for the Kubernetes API", fix: `${setting.path}: false` };
  },
});
