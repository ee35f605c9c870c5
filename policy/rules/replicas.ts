import type { Field } from "../judge/field";
import type { KubernetesObject } from "../judge/object";
import { practice, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

const isReplicated = ({ group, kind }: KubernetesObject): boolean =>
  group === "apps" && (kind === "Deployment" || kind === "StatefulSet");

const isScaler = ({ group, kind }: KubernetesObject): boolean =>
  group === "autoscaling" && kind === "HorizontalPodAutoscaler";

export const replicas = rule({
  name: "replicas",
  description: "Deployments and StatefulSets have at least two pods.",
  severity: "medium",
  framework: practice("Kubernetes: disruptions, replicate your application"),
  why: "with one pod, every node that is drained and every crash is an outage",
  settings: { allow: allow("objects that may have a single pod, and why") },
  *check(object, { settings: { allow } }) {
    if (allow.some((one) => matches(one, object))) return;
    const count = isReplicated(object) ? object.root.at("spec", "replicas") : undefined;
    const least = isScaler(object) ? object.root.at("spec", "minReplicas") : undefined;
    if (count?.is(1)) yield { found: "it has one pod", fix: `${count.path}: 2` };
    if (least && (least.isAbsent || least.is(1))) {
      yield { found: "it goes down to one pod", fix: `${least.path}: 2` };
    }
  },
  *checkStack(objects, { settings: { allow } }) {
    for (const object of objects.filter(isReplicated)) {
      const count = object.root.at("spec", "replicas");
      if (!count.isAbsent || allow.some((one) => matches(one, object))) continue;
      if (objects.some((one) => isScaler(one) && scales(one, object))) continue;
      yield {
        object,
        found: "it says neither how many pods nor who scales it, so it has one",
        fix: `${count.path}: 2`,
      };
    }
  },
});

const scales = ({ root, namespace }: KubernetesObject, object: KubernetesObject): boolean => {
  const target = root.at("spec", "scaleTargetRef");
  // One whose target is not known yet may be the one.
  const mayBe = (field: Field, value: string): boolean => !field.isKnown || field.is(value);
  return (
    (namespace === object.namespace || !root.at("metadata", "namespace").isKnown) &&
    mayBe(target.at("kind"), object.kind) &&
    mayBe(target.at("name"), object.name)
  );
};
