import { containersOf, inherited } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";

export const seccomp = rule({
  name: "seccomp",
  description: "Every container has a seccomp profile.",
  severity: "medium",
  framework: podSecurity("restricted", "Seccomp"),
  why: "without one it can call all of the kernel, and most holes are in calls that nobody needs",
  settings: {},
  *check(object) {
    for (const { pod, container } of containersOf(object)) {
      // The API server refuses it there.
      if (pod.spec.at("os", "name").is("windows")) continue;
      const type = inherited(pod, container, "seccompProfile", "type");
      if (!type.isKnown || type.is("RuntimeDefault") || type.is("Localhost")) continue;
      const found = type.is("Unconfined") ? "its seccomp profile is Unconfined" : "no seccomp profile";
      yield { in: container.title, found, fix: `${type.path}: RuntimeDefault` };
    }
  },
});
