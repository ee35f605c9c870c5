import { fieldChanges, identityOf, objectTitle, pathText } from "./compare";
import type { Registered } from "./offline";
import type { BlastItem } from "./report/model";
import type { EngineStep } from "./second-view";
import { withoutSecrets } from "./secrets";

/** Fields of an object that are told one by one. */
const shown = 5;

/** What others did to the objects of a stack since its last run: an update takes it back. */
export function driftItems(drifted: readonly EngineStep[]): BlastItem[] {
  return drifted.flatMap(({ before, after }): BlastItem[] => {
    if (!before) return [];
    const subject = objectTitle(identityOf(before));
    const item = (text: string): BlastItem[] => [{ danger: "change", subject, text }];
    if (!after) return item("is gone from the cluster since the last update, which makes it again");
    const paths = [...new Set(fieldChanges(inputs(before), inputs(after)).map(({ path }) => pathText(path)))];
    if (paths.length === 0) return [];
    const rest = paths.length > shown ? ` and ${paths.length - shown} more` : "";
    return item(
      `was changed in the cluster since the last update, which sets it back: ${paths.slice(0, shown).join(", ")}${rest}`,
    );
  });
}

const inputs = (resource: Registered) => withoutSecrets(resource.inputs) as Registered["inputs"];
