import { imageOf, imageText } from "../configuration/image";
import { containersOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";

/** Tags that are moved: names of branches and of channels, whole or as a suffix ("1-edge"). */
const moving =
  /^(latest|main|master|trunk|head|develop|development|dev|edge|nightly|canary|stable|release|snapshot|test|unstable|lts|alpine)$|-(latest|edge|nightly|snapshot)$/i;

export const imageTag = rule({
  name: "image-tag",
  description: "Images are of a version, not of a branch.",
  severity: "high",
  framework: cis("5.5.1"),
  why: "two pods of one rollout can run different programs, and a rollback brings back nothing",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      const field = container.field.at("image");
      const image = imageOf(container.field);
      if (!image || image.digest !== undefined) continue;
      if (image.tag !== undefined && !moving.test(image.tag)) continue;
      yield {
        in: container.title,
        found:
          image.tag === undefined ? `its image has no tag: ${imageText(image)}` : `its image is ${imageText(image)}`,
        fix: `${field.path}: ${imageText({ registry: image.registry, repository: image.repository })}:<version>`,
      };
    }
  },
});
