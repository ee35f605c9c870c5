/** The size of a text in UTF-8: the most that GitHub might count it as, be it by characters or by bytes. */
export const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * As many whole lines of a report as fit, and a last line that says how many are left out and where the whole is. Code
 * blocks and foldable parts that the cut leaves open are closed, or they would swallow that line.
 *
 * @param limit in bytes, far more than the last line takes
 * @param whole where all of it is, in Markdown
 */
export function shorten(text: string, limit: number, whole: string): string {
  const lines = text.replace(/\n+$/, "").split("\n");
  let open: readonly Block[] = [];
  let size = 0;
  let kept = 0;
  let ending = "";
  for (const [n, line] of lines.entries()) {
    size += bytes(line) + 1;
    if (size > limit) break;
    open = after(line, open);
    const end = [...open.map(closing), "", note(lines.length - n - 1, lines.length, whole)].join("\n");
    if (size + bytes(end) <= limit) [kept, ending] = [n + 1, end];
  }
  return [...lines.slice(0, kept), ending].join("\n");
}

/** What is open at a line: a foldable part, or a code block with the fence that it began with, "```". */
type Block = { readonly fence?: string };

const closing = ({ fence }: Block): string => fence ?? "\n</details>";

/** The blocks that are open after a line, the innermost first. */
function after(line: string, open: readonly Block[]): readonly Block[] {
  const [innermost, ...others] = open;
  const [, fence, info] = /^\s*(`{3,}(?=[^`]*$)|~{3,})(.*)/.exec(line) ?? [];
  if (innermost?.fence !== undefined) {
    // A fence ends a block that began with one of its kind, no longer than it.
    return info?.trim() === "" && fence.startsWith(innermost.fence) ? others : open;
  }
  if (fence !== undefined) return [{ fence }, ...open];
  return [...line.matchAll(/<(\/?)details\b/g)].reduce<readonly Block[]>(
    (blocks, [, end]) => (end ? blocks.slice(1) : [{}, ...blocks]),
    open,
  );
}

const note = (left: number, all: number, whole: string): string =>
  `_${left} of ${all} lines are left out here: GitHub does not take more. The whole report: ${whole}._`;
