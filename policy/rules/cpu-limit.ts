import { containersOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";
import { choice } from "../judge/settings";

export const cpuLimit = rule({
  name: "cpu-limit",
  description: "CPU limits are set, or not set, as was decided for all.",
  severity: "low",
  framework: practice("Kubernetes: resource management for pods and containers"),
  why: "with limits a program is throttled beside idle cores, without them it can crowd out its neighbours: a cluster should do one of the two",
  settings: { mode: choice("whether containers must have a CPU limit", ["any", "required", "forbidden"], "any") },
  *check(object, { settings: { mode } }) {
    if (mode === "any") return;
    for (const { container } of containersOf(object)) {
      if (container.role === "ephemeral container") continue;
      const limit = container.field.at("resources", "limits", "cpu");
      if (!limit.isKnown || limit.isAbsent !== (mode === "required")) continue;
      yield mode === "required"
        ? { in: container.title, found: "no CPU limit", fix: `${limit.path}: "1"` }
        : { in: container.title, found: "a CPU limit", fix: `${limit.path}: take it out` };
    }
  },
});
