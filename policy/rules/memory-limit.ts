import { containersOf } from "../judge/pods";
import { nsa, rule } from "../judge/rule";

export const memoryLimit = rule({
  name: "memory-limit",
  description: "Every container has a memory limit.",
  severity: "high",
  framework: nsa("Kubernetes Pod security: resource policies"),
  why: "without one, a leak takes the node down with it",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      if (container.role === "ephemeral container") continue;
      const limit = container.field.at("resources", "limits", "memory");
      if (!limit.isAbsent) continue;
      const request = container.field.at("resources", "requests", "memory").scalar;
      const shown = /^[0-9.]+[A-Za-z]{0,2}$/.test(request ?? "") ? request : "512Mi";
      yield { in: container.title, found: "no memory limit", fix: `${limit.path}: ${shown}` };
    }
  },
});
