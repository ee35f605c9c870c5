import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checks } from "../../../components/checks";
import { checkout } from "../../../lab/folders";
import { placeholderFaults, stackFile } from "../../../settings";
import { leaves } from "../../../settings/tree";
import { complaint } from "./support/broken";

const stacks = ["dev", "staging", "production"];
const shipped = (stack: string) => readFileSync(stackFile(checkout, stack), "utf8");
const fixture = (name: string) => readFileSync(join(checkout, "test", "fixtures", `${name}.yaml`), "utf8");

/** Every single value of a stack file by its place. */
const valuesOf = (yaml: string): Record<string, unknown> =>
  Object.fromEntries(leaves(parse(yaml)).map(({ path, value }) => [path.join(" "), value]));

test.each(stacks)("%s is without fault as it is shipped, but for its placeholders", (stack) => {
  expect(complaint(stack, shipped(stack))).toBe("no fault");
});

test("dev holds no placeholder", () => {
  expect(complaint("dev", shipped("dev"), [placeholderFaults])).toBe("no fault");
});

test.each([
  ["staging", 9],
  ["production", 8],
])("the placeholders of %s, each with the command that fills it in", (stack, count) => {
  const told = [
    ["cluster.name", "set-me"],
    // Only there OBI is on the hosts' network, as network metrics want it.
    ...(stack === "staging" ? [["network.nodes[0]", "192.0.2.0/24"]] : []),
    ["network.apiServer[0].cidr", "192.0.2.0/24"],
    ["network.objectStorage[0].cidr", "192.0.2.0/24"],
    ["objectStorage.endpoint", "set-me"],
    ["objectStorage.region", "set-me"],
    ["tempo.bucket", "set-me-traces"],
    ["mimir.bucket", "set-me-metrics"],
    ["loki.bucket", "set-me-logs"],
  ].map(([setting, value]) =>
    [
      `  mop:${setting}`,
      `    found:     "${value}", a placeholder`,
      `    expected:  what only you can know`,
      `    mend:      pulumi config set --path 'mop:${setting}' VALUE --stack ${stack}`,
    ].join("\n"),
  );
  const report = [`Pulumi.${stack}.yaml has ${count} faults; nothing was changed.`, ...told].join("\n\n");
  expect(complaint(stack, shipped(stack), [placeholderFaults])).toBe(report);
  expect(complaint(stack, shipped(stack), [...checks, placeholderFaults])).toBe(report);
});

test.each([
  ["staging", 9],
  ["production", 8],
])(
  "the fixture of %s is the shipped file with its placeholders filled in, for a cluster that has cert-manager",
  (stack, count) => {
    const before = valuesOf(shipped(stack));
    const { "config mop:certificates install": install, ...after } = valuesOf(fixture(stack));
    expect(install).toBe(false);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const changed = Object.keys(before).filter((place) => after[place] !== before[place]);
    expect(changed).toEqual(
      Object.keys(before).filter((place) => /^(set-me|192\.0\.2\.0\/24$)/.test(String(before[place]))),
    );
    expect(changed).toHaveLength(count);
  },
);

test.each([
  ["staging", "staging"],
  ["production", "production"],
  ["distributed", "production"],
])("the fixture %s has neither fault nor placeholder", (name, stack) => {
  expect(complaint(stack, fixture(name), [...checks, placeholderFaults])).toBe("no fault");
});
