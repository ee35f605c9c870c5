import fc from "fast-check";
import { checks } from "../../../components/checks";
import { parseSettings, type Settings, SettingsError, type Tree } from "../../../settings";
import { anyInput, mutatedInput, validInput } from "./support/arbitrary";

/** The settings, or the error; any other error ends the test. */
function parsed(input: Tree, stack: string): Settings | SettingsError {
  try {
    return parseSettings(input, stack, checks);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
}

const stackName = fc.constantFrom("dev", "staging", "production", "shop");

const accepted = fc
  .tuple(validInput, stackName)
  .map(([input, stack]) => parsed(input, stack))
  .filter((result): result is Settings => !(result instanceof SettingsError));

test("most of the valid settings are accepted", () => {
  const results = fc.sample(fc.tuple(validInput, fc.constant("dev")), { numRuns: 200, seed: 1 });
  const refused = results.map(([input, stack]) => parsed(input, stack)).filter((r) => r instanceof SettingsError);
  expect(refused.length).toBeLessThan(20);
});

test("settings that were accepted are accepted again, and stay what they are", () => {
  fc.assert(
    fc.property(accepted, ({ stack, ...settings }) => {
      expect(parseSettings(settings, stack, checks)).toEqual({ ...settings, stack });
    }),
    { numRuns: 100 },
  );
});

test("settings hold nothing that a file could not", () => {
  fc.assert(
    fc.property(accepted, (settings) => {
      expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
    }),
    { numRuns: 50 },
  );
});

describe.each([
  ["any JSON", anyInput],
  ["settings with a few wrong values", mutatedInput],
])("%s", (_, input) => {
  test("is accepted or answered with a report, never with another error", () => {
    fc.assert(
      fc.property(input, stackName, (tree, stack) => {
        parsed(tree, stack);
      }),
      { numRuns: 150 },
    );
  });

  test("a report counts its faults and tells each in plain words", () => {
    fc.assert(
      fc.property(input, stackName, (tree, stack) => {
        const result = parsed(tree, stack);
        if (!(result instanceof SettingsError)) return;
        const { faults, message } = result;
        const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
        expect(message.split("\n")[0]).toBe(`Pulumi.${stack}.yaml has ${count}; nothing was changed.`);
        expect(faults.filter(({ found, expected }) => !found.trim() || !expected.trim())).toEqual([]);
        expect(message).not.toMatch(/\n\s+at |\[object |\bZodError\b|node_modules/);
        if (!JSON.stringify(tree).includes("undefined")) expect(message).not.toContain("undefined");
      }),
      { numRuns: 150 },
    );
  });

  test("is answered alike each time, and left as it was", () => {
    fc.assert(
      fc.property(input, stackName, (tree, stack) => {
        const before = JSON.stringify(tree);
        expect(parsed(tree, stack)).toEqual(parsed(JSON.parse(before) as Tree, stack));
        expect(JSON.stringify(tree)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });
});
