import { imageOf, imageText } from "../configuration/image";
import { containersOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";
import { texts } from "../judge/settings";

export const imageRegistry = rule({
  name: "image-registry",
  description: "Images come from registries that are trusted.",
  severity: "medium",
  framework: cis("5.5.1"),
  why: "whoever owns the registry decides what runs here",
  settings: {
    allow: texts(
      'what the references of images must begin with, "docker.io/grafana/"; where it is empty, any will do',
      [],
    ),
  },
  *check(object, { settings: { allow } }) {
    if (allow.length === 0) return;
    for (const { container } of containersOf(object)) {
      const image = imageOf(container.field);
      if (!image) continue;
      const text = imageText(image);
      // A prefix ends where a name does: "docker.io/graf" is none of "docker.io/grafana/loki".
      const path = `${image.registry}/${image.repository}/`;
      if (allow.some((prefix) => path.startsWith(prefix.replace(/\/?$/, "/")))) continue;
      yield {
        in: container.title,
        found: `its image is ${text}`,
        fix: `${container.field.at("image").path}: one that begins with ${allow.join(" or ")}`,
      };
    }
  },
});
