/** Namespace patterns (with * and ?) as one regular expression that matches whole names, in RE2 syntax. */
export function anyOf(patterns: readonly string[]): string {
  const each = patterns.map((pattern) => pattern.replaceAll("*", ".*").replaceAll("?", "."));
  return `^(${each.join("|")})$`;
}

/** Asked of an attribute that may be missing: OTTL takes a pattern on nothing for a mistake, and logs it. */
export const matches = (path: string, pattern: string): string => `${path} != nil and IsMatch(${path}, "${pattern}")`;
