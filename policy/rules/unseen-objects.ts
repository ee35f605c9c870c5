import type { Resource } from "../judge/object";
import { practice, rule } from "../judge/rule";

const fix = "typed resources, or a Chart, whose objects the engine and these rules see one by one";

export const unseenObjects = rule({
  name: "unseen-objects",
  description: "What brings objects into the cluster lets them be seen.",
  severity: "medium",
  framework: practice("Pulumi: choosing between Helm Release and Chart"),
  why: "no rule of this pack has judged what it brings: its pods may be privileged and speak plaintext",
  settings: {},
  *check({ kind, root }) {
    if (/.Patch$/.test(kind)) {
      yield {
        found: "it changes a part of an object that is not in the stack",
        fix: "the object itself as a resource",
      };
    }
    if (/.List$/.test(kind) && !root.at("items").isAbsent)
      yield { found: "its objects are in a list", fix: "each object as a resource of its own" };
  },
  *checkOther({ type }: Resource) {
    if (/^kubernetes:helm\.sh\/[^:]+:Release$/.test(type)) yield { found: "the pods of its chart are not seen", fix };
    // Pulumi's component packages of charts: each is a Release within.
    if (/^kubernetes-(cert-manager|ingress-nginx|coredns):/.test(type)) {
      yield { found: "the pods of its chart are not seen", fix };
    }
  },
});
