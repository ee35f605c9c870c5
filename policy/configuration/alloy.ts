/** A block of Alloy's configuration language, with the texts of its attributes as they stand there. */
export interface Block {
  /** "otelcol.exporter.otlp", or "client" within it. */
  readonly name: string;
  readonly label?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
}

/** Words of the language; a text that has others is none of it. */
const token =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|`[^`]*`|[A-Za-z_][\w.]*|[{}[\]()=,]|[^\s{}[\]()=,"`]+/gy;

const isBlank = (text: string): boolean => /^(\s|\/\/|\/\*)/.test(text);

/**
 * Reads a configuration of Alloy: blocks and attributes, not what an expression means. Lenient, as the program that
 * reads it for good is Alloy.
 *
 * @returns undefined for a text that is no such configuration
 */
export function readAlloy(text: string): readonly Block[] | undefined {
  const tokens = text.match(token) ?? [];
  if (tokens.join("").length !== text.length) return undefined;
  const reader = new Reader(tokens.filter((one) => one.includes("\n") || !isBlank(one)));
  const body = reader.body();
  return body && reader.isAtEnd ? body.blocks : undefined;
}

class Reader {
  private next = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.next >= this.tokens.length;
  }

  /** Up to the closing brace, which is left there. */
  body(): Pick<Block, "attributes" | "blocks"> | undefined {
    const attributes: Record<string, string> = {};
    const blocks: Block[] = [];
    for (this.skipBlank(); !this.isAtEnd && this.tokens[this.next] !== "}"; this.skipBlank()) {
      const name = this.tokens[this.next++];
      if (!/^[A-Za-z_][\w.]*$/.test(name)) return undefined;
      this.skipBlank();
      if (this.tokens[this.next] === "=") {
        this.next++;
        attributes[name] = this.expression();
        continue;
      }
      const label = /^"/.test(this.tokens[this.next] ?? "") ? textOf(this.tokens[this.next++]) : undefined;
      this.skipBlank();
      if (this.tokens[this.next++] !== "{") return undefined;
      const inner = this.body();
      if (!inner || this.tokens[this.next++] !== "}") return undefined;
      blocks.push({ name, ...(label === undefined ? {} : { label }), ...inner });
    }
    return { attributes, blocks };
  }

  /** Up to the end of the line that leaves no bracket open and awaits no operand, or to the brace of the block. */
  private expression(): string {
    const parts: string[] = [];
    for (let depth = 0; !this.isAtEnd; this.next++) {
      const one = this.tokens[this.next];
      if (depth === 0 && (one === "}" || (isBlank(one) && !awaitsOperand(parts.at(-1))))) break;
      if (/^[{[(]$/.test(one)) depth++;
      if (/^[}\])]$/.test(one)) depth--;
      if (!isBlank(one)) parts.push(one);
    }
    return parts.join(" ");
  }

  private skipBlank(): void {
    while (!this.isAtEnd && isBlank(this.tokens[this.next])) this.next++;
  }
}

const awaitsOperand = (last: string | undefined): boolean => last === undefined || /[-+*/%^<>=&|!]$/.test(last);

/** The texts that are quoted in an expression. */
export const quotedTexts = (expression: string): string[] =>
  (expression.match(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g) ?? []).map(textOf);

const textOf = (quoted: string): string =>
  quoted.startsWith("`") ? quoted.slice(1, -1) : quoted.slice(1, -1).replace(/\\(.)/g, "$1");

/** A block and all within it, each with the path to it: `otelcol.exporter.otlp "tempo" > client > tls`. */
export function* everyBlock(blocks: readonly Block[], above = ""): Iterable<{ block: Block; path: string }> {
  for (const block of blocks) {
    const own = block.label === undefined ? block.name : `${block.name} "${block.label}"`;
    const path = above === "" ? own : `${above} > ${own}`;
    yield { block, path };
    yield* everyBlock(block.blocks, path);
  }
}
