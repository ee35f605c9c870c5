import { imageOf, imageText } from "../configuration/image";
import { containersOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";

export const imageDigest = rule({
  name: "image-digest",
  description: "Images are named by their digest.",
  severity: "low",
  framework: cis("5.5.1"),
  why: "a tag can be moved to another image, a digest cannot",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      const image = imageOf(container.field);
      if (!image || image.digest !== undefined) continue;
      const text = imageText(image);
      yield {
        in: container.title,
        found: `its image has no digest: ${text}`,
        fix: `${container.field.at("image").path}: ${text}@sha256:<digest>`,
      };
    }
  },
});
