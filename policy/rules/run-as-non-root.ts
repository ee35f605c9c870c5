import { containersOf, inherited } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const runAsNonRoot = rule({
  name: "run-as-non-root",
  description: "No container runs as root.",
  severity: "high",
  framework: podSecurity("restricted", "Running as Non-root"),
  why: "root in a container is root on the node for every hole in the runtime",
  settings: { allow: allow("objects whose containers may run as root, and why") },
  *check(object, { settings: { allow } }) {
    if (allow.some((one) => matches(one, object))) return;
    for (const { pod, container } of containersOf(object)) {
      const user = inherited(pod, container, "runAsUser");
      const nonRoot = inherited(pod, container, "runAsNonRoot");
      if (user.is(0)) {
        yield { in: container.title, found: "it runs as user 0", fix: `${user.path}: 65532` };
      } else if (nonRoot.isKnown && !nonRoot.is(true)) {
        const found = user.number === undefined ? "it may run as root" : "only its user's number keeps it from root";
        yield { in: container.title, found, fix: `${nonRoot.path}: true` };
      }
    }
  },
});
