import { podOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const antiAffinity = rule({
  name: "anti-affinity",
  description: "The pods of a workload are spread over nodes.",
  severity: "medium",
  framework: practice("Kubernetes: pod topology spread constraints"),
  why: "replicas on one node all go with it",
  settings: { allow: allow("objects whose pods may be on one node, and why") },
  *check(object, { settings: { allow } }) {
    const { group, kind, root } = object;
    if (group !== "apps" || (kind !== "Deployment" && kind !== "StatefulSet")) return;
    const count = root.at("spec", "replicas");
    const spec = podOf(object)?.spec;
    if (!spec || allow.some((one) => matches(one, object))) return;
    if (!count.isKnown || count.is(0) || count.is(1)) return;
    const apart = spec.at("affinity", "podAntiAffinity");
    const spread = spec.at("topologySpreadConstraints");
    if (!apart.isEmpty || !spread.isEmpty) return;
    const selector = "labelSelector: { matchLabels: <those of the pods> }";
    yield {
      found: "its pods can all be on one node",
      fix: `${spread.path}: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, ${selector} }]`,
    };
  },
});
