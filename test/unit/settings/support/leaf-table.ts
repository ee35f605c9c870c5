import type { z } from "zod";

/** What a leaf makes of a value: the value, or the words of its refusal. */
function read(type: z.ZodType, value: unknown): unknown {
  const { success, data, error } = type.safeParse(value);
  return success ? data : `expected ${error.issues.map((issue) => issue.message).join(" and ")}`;
}

/** Tests a leaf: what it makes of values that it accepts, and that it refuses others with these words. */
export function table(
  type: z.ZodType,
  words: string,
  accepted: readonly [unknown, unknown][],
  refused: readonly unknown[],
): void {
  test.each(accepted)("%j becomes %j", (value, expected) => expect(read(type, value)).toBe(expected));
  test.each(refused.map((value) => [value]))("%j is refused", (value) =>
    expect(read(type, value)).toBe(`expected ${words}`),
  );
}

/** Values that are taken as they are. */
export const same = (...values: unknown[]) => values.map((value): [unknown, unknown] => [value, value]);
