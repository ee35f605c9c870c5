const literals = /"(?:[^"\\\n]|\\.)*"/g;

/** The string literals of an Alloy text, with their quotes. */
export const strings = (text: string): string[] => text.match(literals) ?? [];

/** The text with every string literal made empty. */
export const outsideStrings = (text: string): string => text.replace(literals, '""');

/** Lines that do not begin with exactly as many tabs as brackets are open there. */
export function badIndents(text: string): string[] {
  let depth = 0;
  return text.split("\n").filter((line) => {
    const code = outsideStrings(line);
    const closing = /^\t*[}\]]/.test(code) ? 1 : 0;
    const indent = /^\t*/.exec(line)?.[0].length;
    const right = line === "" || (indent === depth - closing && !line.slice(indent).startsWith(" "));
    depth += (code.match(/[{[]/g)?.length ?? 0) - (code.match(/[}\]]/g)?.length ?? 0);
    return !right;
  });
}
