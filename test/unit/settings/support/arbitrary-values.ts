import fc from "fast-check";
import type { Tree } from "../../../../settings";

/** What the settings in arbitrary.ts are made of: single values, in the forms that a file may have them in. */

/** A section with any part of these keys. */
export const some = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T): fc.Arbitrary<Tree> =>
  fc.record(shape, { requiredKeys: [] });

export const flag = fc.constantFrom(true, false, "true", "false");
export const whole = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.boolean()).map(([n, quoted]) => (quoted ? String(n) : n));
export const quantity = (units: readonly string[], min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.constantFrom(...units)).map(([n, unit]) => `${n}${unit}`);
export const retention = fc.oneof(quantity(["h"], 24, 2_000), quantity(["d", "w"], 1, 90));
export const ratio = fc.constantFrom(0.01, 0.25, "0.25", 1, "1");
export const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
export const tenantName = fc.stringMatching(/^t[A-Za-z0-9-]{0,12}$/);
export const host = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,20}[A-Za-z0-9])?(:[1-9][0-9]{0,3})?$/);

export const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => /\S/.test(value)),
  fc.integer(),
);
export const labels = fc.dictionary(fc.oneof(name, fc.string({ unit: "binary" })), text, { maxKeys: 3 });
export const patterns = (minLength: number) =>
  fc.array(fc.stringMatching(/^[a-z0-9*?][a-z0-9*?-]{0,20}$/), { minLength, maxLength: 3 });
export const expression = fc.oneof(
  fc.constantFrom("(?i)(customer=)C[0-9]{8}", "(?s)BEGIN.*?END", "^[^\\s\"'\\\\]+$", "(a|b)(c)?\\.d"),
  fc.stringMatching(/^[A-Za-z0-9 =:'"@-]{1,12}$/),
);

export const resources = fc.record({
  requests: some({ cpu: quantity(["m"], 1, 500), memory: quantity(["Mi"], 1, 256) }),
  limits: some({
    cpu: fc.oneof(quantity([""], 1, 64), fc.integer({ min: 1, max: 64 })),
    memory: quantity(["Gi"], 8, 64),
  }),
});
export const storage = some({ size: quantity(["Gi", "Ti"], 1, 100), class: name });
