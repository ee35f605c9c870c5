import { containersOf, podOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";

export const ephemeralStorage = rule({
  name: "ephemeral-storage",
  description: "What a pod can write to its node's disk is bounded.",
  severity: "medium",
  framework: practice("Kubernetes: local ephemeral storage"),
  why: "a full disk stops the node, and every pod on it",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      if (container.role === "ephemeral container") continue;
      const limit = container.field.at("resources", "limits", "ephemeral-storage");
      if (limit.isAbsent)
        yield { in: container.title, found: "no limit of ephemeral storage", fix: `${limit.path}: 1Gi` };
    }
    for (const volume of podOf(object)?.spec.at("volumes").items ?? []) {
      const folder = volume.at("emptyDir");
      const limit = folder.at("sizeLimit");
      if (!folder.isObject || !limit.isAbsent) continue;
      // The others are in memory, and count against the containers' limits of it.
      const medium = folder.at("medium");
      if (!medium.isAbsent && !medium.is("")) continue;
      const name = volume.at("name").text ?? volume.path;
      yield { found: `its volume "${name}" has no size limit`, fix: `${limit.path}: 256Mi` };
    }
  },
});
