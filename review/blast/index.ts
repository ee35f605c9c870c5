import type { Comparison } from "../compare";
import { type BlastItem, type Danger, dangers, type NetworkPath } from "../report/model";
import { amountItems } from "./amounts";
import { pathItems, serviceItems } from "./exposure";
import { imageItems } from "./images";
import { lifecycleItems } from "./lifecycle";
import { privilegeItems } from "./privileges";
import { telemetryItems } from "./telemetry";

/** The door of this folder: what a change brings about, before any field is told. */
export { networkPaths } from "./network";

/**
 * All of it, the worst first; of the same danger, by subject.
 *
 * @param others items that are no matter of the objects
 */
export function blastRadius(
  { changes, before, after }: Comparison,
  paths: readonly NetworkPath[],
  others: readonly BlastItem[] = [],
): BlastItem[] {
  const items = [
    ...others,
    ...lifecycleItems(changes),
    ...privilegeItems(changes),
    ...pathItems(paths),
    ...serviceItems(changes),
    ...telemetryItems(changes),
    ...imageItems(changes),
    ...amountItems(before, after),
  ];
  const rank = ({ danger }: BlastItem): number => dangers.indexOf(danger);
  return items.sort((a, b) => rank(a) - rank(b) || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
}

/** The worst that an object's change brings about. */
export function dangerOf(title: string, items: readonly BlastItem[]): Danger {
  const found = items.filter(({ subject }) => subject === title).map(({ danger }) => danger);
  return dangers.find((danger) => danger !== "relief" && found.includes(danger)) ?? "change";
}
