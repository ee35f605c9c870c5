import { podOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";
import { texts } from "../judge/settings";

export const requiredLabels = rule({
  name: "required-labels",
  description: "Workloads and Services say by labels what they are.",
  severity: "low",
  framework: practice("Kubernetes: recommended labels"),
  why: "dashboards, alerts and whoever is on call find by them whose it is",
  settings: { labels: texts("keys of labels that must be there", ["app.kubernetes.io/name"]) },
  *check(object, { settings: { labels } }) {
    const isService = object.group === "" && object.kind === "Service";
    if (!isService && !podOf(object)) return;
    for (const key of labels) {
      const label = object.root.at("metadata", "labels", key);
      const value = key === "app.kubernetes.io/name" ? object.name : "<its value>";
      if (label.isAbsent) yield { found: `no label ${key}`, fix: `${label.path}: ${value}` };
    }
  },
});
