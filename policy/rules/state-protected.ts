import type { KubernetesObject } from "../judge/object";
import { practice, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const stateProtected = rule({
  name: "state-protected",
  description: "What holds data cannot be deleted or replaced without a word.",
  severity: "high",
  framework: practice("Pulumi: the protect resource option"),
  why: "a renamed resource or a changed immutable field deletes it, and what comes in its place can be empty",
  settings: { allow: allow("objects that hold data and may go, and why") },
  *check(object, { settings: { allow } }) {
    if (!holdsData(object) || allow.some((one) => matches(one, object))) return;
    const { protect, deleteBeforeReplace } = object.resource;
    if (protect === false) yield { found: "it is not protected", fix: "the resource option protect: true" };
    if (deleteBeforeReplace) {
      yield { found: "it is deleted before it is replaced", fix: "the resource option deleteBeforeReplace: false" };
    }
  },
});

/** Volumes, and StatefulSets that have some. */
const holdsData = ({ group, kind, root }: KubernetesObject): boolean =>
  (group === "" && (kind === "PersistentVolumeClaim" || kind === "PersistentVolume")) ||
  (group === "apps" && kind === "StatefulSet" && root.at("spec", "volumeClaimTemplates").items.length > 0);
