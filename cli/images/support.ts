import type { Image, Support } from "../../settings";
import { shownFile } from "./file";
import { lineOf, type Newer } from "./releases";

/** Whether a version still gets patches, by what its vendor says. */
export interface Patches {
  /** False where the vendor says that there are none any more. */
  readonly supported: boolean;
  readonly text: string;
}

/**
 * @param newer releases of the same image
 * @param today "2026-11-23"
 */
export function patchesOf({ version, support }: Image, newer: Newer, today: string): Patches {
  if (support === undefined) return { supported: true, text: "the vendor does not say for how long" };
  const line = lineOf(version);
  return support.newestMinorOnly ? whileNewest(line, support, newer) : untilDate(line, support, today, shownFile);
}

function whileNewest(line: string, { source }: Support, { minor, major }: Newer): Patches {
  const supported = minor === undefined && major === undefined;
  const text = `${supported ? "for" : "none for"} ${line}.x: only the newest minor release gets any (${source})`;
  return { supported, text };
}

/**
 * By the last day of a line's patches. A line without one passes: it may be newer than what is known of the vendor's plans.
 *
 * @param line "3.0", or "24" of Node
 * @param file where the dates are kept
 */
export function untilDate(line: string, { source, patchedUntil }: Support, today: string, file: string): Patches {
  const until = patchedUntil?.[line];
  if (until === undefined) return { supported: true, text: `${file} has no date for ${line}.x (${source})` };
  const supported = today <= until;
  const text = supported ? `for ${line}.x until ${until}` : `none for ${line}.x: they ended ${until}`;
  return { supported, text: `${text} (${source})` };
}
