/** Characters in a line of a box, and lines in a box. */
const lineLength = 26;
const mostLines = 4;

/** A name in lines that fit its box, cut after "/", "," or "=" where that is possible. */
export function wrapped(name: string): string[] {
  const lines: string[] = [""];
  for (const part of name.match(/[^,/=]*[,/=]|[^,/=]+/g) ?? []) {
    for (const piece of part.match(new RegExp(`.{1,${lineLength}}`, "gsu")) ?? []) {
      const line = lines[lines.length - 1];
      if (line.length + piece.length <= lineLength) lines[lines.length - 1] = line + piece;
      else lines.push(piece);
    }
  }
  return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), "…"] : lines.filter((line) => line !== "");
}
