import { shippedRedaction } from "../../../../settings";

/** Go's regular expression as JavaScript's: flags in front of it are flags beside it. */
export function fromGo(pattern: string, more = ""): RegExp {
  const [, flags = "", source] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(pattern) ?? [];
  return new RegExp(source, flags + more);
}

export const shippedPatterns: readonly (readonly [name: string, pattern: string])[] = Object.entries(
  shippedRedaction.patterns,
);

const signs = shippedRedaction.gate.map((sign) => fromGo(sign));

/** The quick look that spares a text without a secret the patterns. */
export const gate = { test: (text: string): boolean => signs.some((sign) => sign.test(text.toLowerCase())) };

/** A text after `replace_pattern(text, pattern, "${1}[redacted]${2}")`; a group that is not there is nothing. */
export const replaced = (text: string, pattern: string): string =>
  text.replace(fromGo(pattern, "g"), (...found: unknown[]) => {
    const [, before, after] = found.slice(0, -2) as (string | undefined)[];
    return `${before ?? ""}[redacted]${after ?? ""}`;
  });

/** A text as the gateway leaves it: behind the quick look, every shipped pattern in turn. */
export const redacted = (text: string): string =>
  gate.test(text) ? shippedPatterns.reduce((left, [, pattern]) => replaced(left, pattern), text) : text;
