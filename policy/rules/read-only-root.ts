import { containersOf } from "../judge/pods";
import { nsa, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const readOnlyRoot = rule({
  name: "read-only-root",
  description: "The root file system of every container is read-only.",
  severity: "medium",
  framework: nsa("Kubernetes Pod security: immutable container file systems"),
  why: "whoever breaks in can put tools there, and change the program",
  settings: { allow: allow("objects whose containers may write to their root file system, and why") },
  *check(object, { settings: { allow } }) {
    if (allow.some((one) => matches(one, object))) return;
    for (const { pod, container } of containersOf(object)) {
      // The API server refuses it there.
      if (pod.spec.at("os", "name").is("windows")) continue;
      const setting = container.field.at("securityContext", "readOnlyRootFilesystem");
      if (!setting.isKnown || setting.is(true)) continue;
      yield { in: container.title, found: "its root file system can be written", fix: `${setting.path}: true` };
    }
  },
});
