import fc from "fast-check";
import { stringify } from "yaml";
import { checks } from "../../../components/checks";
import { parseSettings, type Settings, SettingsError, type Tree } from "../../../settings";
import { anyInput, mutatedInput, validInput } from "./support/arbitrary";
import { complaint, mended } from "./support/broken";

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

describe("the valid settings", () => {
  const results = fc
    .sample(fc.tuple(validInput, fc.constant("dev")), { numRuns: 200, seed: 1 })
    .map(([input, stack]) => parsed(input, stack));
  const settings = results.filter((result): result is Settings => !(result instanceof SettingsError));

  test("are accepted but for a few", () => {
    expect(settings.length).toBeGreaterThan(190);
  });

  test("reach every topology, every way of sampling, every issuer, both with TLS and without, and tenants", () => {
    const reached = (choice: (settings: Settings) => string) => [...new Set(settings.map(choice))].sort();
    expect(reached(({ tempo }) => tempo.topology)).toEqual(["distributed", "single"]);
    expect(reached(({ mimir }) => `${mimir.topology} ${mimir.ingest}`)).toEqual([
      "distributed classic",
      "distributed kafka",
      "replicated classic",
      "single classic",
    ]);
    expect(reached(({ loki }) => loki.topology)).toEqual(["distributed", "replicated", "single"]);
    expect(reached(({ sampling }) => sampling.mode)).toEqual(["all", "ratio", "tail"]);
    expect(reached(({ certificates }) => certificates.issuer.kind)).toEqual([
      "ClusterIssuer",
      "Issuer",
      "Secrets",
      "own",
    ]);
    expect(reached(({ environment, tls, network }) => `${environment} ${tls.enabled} ${network.policies}`)).toEqual([
      "dev false false",
      "dev false true",
      "dev true false",
      "dev true true",
      "production true true",
      "staging true true",
    ]);
    expect(reached(({ certificates }) => String(certificates.trust.length))).toEqual(["0", "1", "2"]);
    expect(reached(({ tenancy }) => String(Object.keys(tenancy.tenants).length))).toEqual(["0", "1", "2", "3"]);
  });
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

test("the commands of a report, and of those that follow, lead to a file without fault", () => {
  fc.assert(
    fc.property(mutatedInput, stackName, (input, stack) => {
      const settings = Object.entries(input).filter(([key]) => /^[A-Za-z]+$/.test(key));
      const file = stringify({ config: Object.fromEntries(settings.map(([key, value]) => [`mop:${key}`, value])) });
      expect(complaint(stack, mended(stack, file))).toBe("no fault");
    }),
    { numRuns: 60 },
  );
});
