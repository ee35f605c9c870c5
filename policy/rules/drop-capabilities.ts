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
    for (const { container } of containersOf(object)) {
      const drop = container.field.at("securityContext", "capabilities", "drop");
      if (!drop.isKnown || drop.items.some((item) => !item.isKnown || item.is("ALL"))) continue;
      yield { in: container.title, found: "it keeps capabilities", fix: `${drop.path}: [ALL]` };
    }
  },
});
