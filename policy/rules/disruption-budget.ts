import type { Field } from "../judge/field";
import { type KubernetesObject, textsOf } from "../judge/object";
import { podOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";

const isBudget = ({ group, kind }: KubernetesObject): boolean => group === "policy" && kind === "PodDisruptionBudget";

export const disruptionBudget = rule({
  name: "disruption-budget",
  description: "A PodDisruptionBudget lets at least one pod go.",
  severity: "medium",
  framework: practice("Kubernetes: specifying a disruption budget for your application"),
  why: "no node with one of these pods can be drained, so that none can be upgraded",
  settings: {},
  *check(object) {
    if (!isBudget(object)) return;
    const most = object.root.at("spec", "maxUnavailable");
    const least = object.root.at("spec", "minAvailable");
    if (most.is(0) || most.is("0") || most.is("0%")) {
      yield { found: "it lets no pod go", fix: `${most.path}: 1` };
    } else if (least.is("100%")) {
      yield { found: "it keeps all pods", fix: `${least.path}: take it out, and say spec.maxUnavailable: 1` };
    }
  },
  *checkStack(objects) {
    for (const object of objects.filter(isBudget)) {
      const least = object.root.at("spec", "minAvailable");
      const workload = objects.find((one) => one.namespace === object.namespace && isSelected(one, object.root));
      const replicas = workload?.root.at("spec", "replicas").number;
      if (replicas === undefined || least.number === undefined || least.number < replicas) continue;
      yield {
        object,
        found: `it keeps ${least.number} of the ${replicas} pods of ${workload?.title}`,
        fix: `${least.path}: take it out, and say spec.maxUnavailable: 1`,
      };
    }
  },
});

/** Whether a budget's selector, by labels, chooses the pods that an object makes. */
function isSelected(workload: KubernetesObject, budget: Field): boolean {
  const selector = Object.entries(textsOf(budget.at("spec", "selector", "matchLabels")));
  const labels = textsOf(podOf(workload)?.metadata.at("labels") ?? budget.at("nothing"));
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}
