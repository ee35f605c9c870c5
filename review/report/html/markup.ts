/** Text that is HTML already. Whatever is no Markup is escaped on its way into one. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** A template that escapes every value in it, for element content and quoted attributes alike; Markup goes in as is. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, next, n) => `${text}${asHtml(parts[n - 1])}${next}`));
}

export const nothing = new Markup("");

const asHtml = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(({ text }) => text).join("\n") : escaped(String(part));
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** What a browser obeys or leaves unseen: control characters, those that turn the order of text, zero-width ones. */
const unseen = /(?![\n\t])[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Text made harmless. A character that would hide something from the reader is written as its number. */
export const escaped = (text: string): string =>
  text
    .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"'`]/g, (character) => entities[character]);
