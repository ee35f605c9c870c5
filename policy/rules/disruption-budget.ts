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
      const workloads = objects.filter((one) => isSelected(one, object));
      if (least.is("100%") || workloads.some((one) => isScaled(one, objects))) continue;
      const count = workloads.reduce((sum, { root }) => sum + (root.at("spec", "replicas").number ?? NaN), 0);
      const percentage = /^([0-9]+)%$/.exec(least.text ?? "")?.[1];
      const kept = percentage === undefined ? least.number : Math.ceil((Number(percentage) * count) / 100);
      // Of none, none is kept; where it is not known how many there are, nothing can be told.
      if (kept === undefined || !(count > 0 && kept >= count)) continue;
      const titles = workloads.map(({ title }) => title).sort();
      yield {
        object,
        found: `it keeps ${count} of the ${count} pods of ${titles.join(" and ")}`,
        fix: `${least.path}: take it out, and say spec.maxUnavailable: 1`,
      };
    }
  },
});

/** Whether a budget's selector chooses the pods that an object makes; not where it needs expressions to tell. */
function isSelected(workload: KubernetesObject, { root, namespace }: KubernetesObject): boolean {
  const labels = podOf(workload)?.metadata.at("labels");
  const selector = root.at("spec", "selector");
  const wanted = selector.at("matchLabels");
  if (!labels || namespace !== workload.namespace || !selector.isObject || !wanted.isKnown) return false;
  if (!selector.at("matchExpressions").isEmpty) return false;
  return Object.entries(textsOf(wanted)).every(([key, value]) => labels.at(key).is(value));
}

/** What is scaled has, at times, more pods than it says. */
const isScaled = ({ namespace, name }: KubernetesObject, objects: readonly KubernetesObject[]): boolean =>
  objects.some(
    (one) =>
      one.kind === "HorizontalPodAutoscaler" &&
      one.namespace === namespace &&
      one.root.at("spec", "scaleTargetRef", "name").is(name),
  );
