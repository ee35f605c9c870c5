import { containersOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";

export const dropCapabilities = rule({
  name: "drop-capabilities",
  description: "Every container drops the capabilities that the runtime would give it.",
  severity: "medium",
  framework: podSecurity("restricted", "Capabilities"),
  why: "the runtime's own set is larger than what almost any program needs",
  settings: {},
  *check(object) {
    for (const { pod, container } of containersOf(object)) {
      // The API server refuses it there.
      if (pod.spec.at("os", "name").is("windows")) continue;
      const drop = container.field.at("securityContext", "capabilities", "drop");
      if (!drop.isKnown || drop.items.some((item) => !item.isKnown || item.is("ALL"))) continue;
      yield { in: container.title, found: "it keeps capabilities", fix: `${drop.path}: [ALL]` };
    }
  },
});
