import type { Image } from "../../settings";
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
  const { supported, text } = support.newestMinorOnly
    ? whileNewest(line, newer)
    : untilDate(line, support.patchedUntil?.[line], today);
  return { supported, text: `${text} (${support.source})` };
}

function whileNewest(line: string, { minor, major }: Newer): Patches {
  const supported = minor === undefined && major === undefined;
  return { supported, text: `${supported ? "for" : "none for"} ${line}.x: only the newest minor release gets any` };
}

/** A line without a date passes: it may be newer than what is known of the vendor's plans. */
function untilDate(line: string, until: string | undefined, today: string): Patches {
  if (until === undefined) return { supported: true, text: `${shownFile} has no date for ${line}.x` };
  const supported = today <= until;
  return { supported, text: supported ? `for ${line}.x until ${until}` : `none for ${line}.x: they ended ${until}` };
}
