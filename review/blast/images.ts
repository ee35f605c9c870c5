import { type ObjectChange, objectTitle } from "../compare";
import type { Tree } from "../../settings";
import type { BlastItem } from "../report/model";
import { text } from "../read";
import { containers, podSpec, sides } from "./read";

/** What programs run from now on, where they ran others. */
export function imageItems(changes: readonly ObjectChange[]): BlastItem[] {
  return changes.flatMap((change) => {
    if (change.op !== "changed") return [];
    const [before, after] = sides(change).map(images);
    return Object.entries(after).flatMap(([name, image]): BlastItem[] => {
      const was = before[name];
      if (was === undefined || was === image) return [];
      return [{ danger: "change", subject: objectTitle(change), text: `runs ${image} instead of ${was} (${name})` }];
    });
  });
}

const images = (object: Tree): Readonly<Record<string, string>> =>
  Object.fromEntries(
    containers(podSpec(object)).map(({ name, image }) => [text(name) ?? "", text(image) ?? "no image"]),
  );
