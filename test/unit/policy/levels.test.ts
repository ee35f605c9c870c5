import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode, Failure } from "../../../cli/failure";
import { readPolicyConfigs } from "../../../cli/policy/config";
import { leveled } from "../../../policy/adapter";
import { environmentOf, environments, levels } from "../../../policy/levels";
import { judgeAll, type PackConfig } from "../../../policy/offline";
import { rules } from "../../../policy/rules";
import { deploymentWith } from "./resources";

test("every rule has a level, and nothing else has", () => {
  expect(Object.keys(levels)).toEqual(rules.map(({ name }) => name));
});

test("an environment that others depend on is never laxer than one before it", () => {
  const order = ["disabled", "advisory", "mandatory"];
  for (const one of Object.values(levels)) {
    const strictness = environments.map((environment) => order.indexOf(one[environment]));
    expect(strictness).toEqual([...strictness].sort());
  }
  expect(Object.values(levels).filter(({ dev }) => dev === "mandatory")).toEqual([]);
});

test.each([
  ["dev", undefined, "dev"],
  ["dev-alice", undefined, "dev"],
  ["staging2", undefined, "staging"],
  ["qa", undefined, "staging"],
  ["production", undefined, "production"],
  ["eu-west", undefined, "production"],
  ["eu-west", "dev", "dev"],
  ["dev", "production", "production"],
  ["dev", "", "dev"],
])("the stack %s, said to be %s, is judged as %s", (stack, named, environment) => {
  expect(environmentOf(stack, named)).toBe(environment);
});

test("an environment that there is none of is refused", () => {
  expect(() => environmentOf("dev", "prod")).toThrow(
    new Error("MOP_POLICY_ENVIRONMENT is none of dev, staging, production"),
  );
});

const privileged = deploymentWith({ securityContext: { privileged: true, allowPrivilegeEscalation: true } });
const level = (environment: (typeof environments)[number], ...configs: PackConfig[]) =>
  judgeAll([privileged], environment, configs, "2026-11-23")
    .filter(({ rule }) => rule === "privileged")
    .map((one) => one.level);

test("a config goes before the level of the environment, a later one before an earlier one", () => {
  expect(level("production")).toEqual(["mandatory"]);
  expect(level("dev")).toEqual(["advisory"]);
  expect(level("dev", { privileged: "mandatory" })).toEqual(["mandatory"]);
  expect(level("production", { all: "advisory" })).toEqual(["advisory"]);
  expect(level("production", { all: "advisory", privileged: "mandatory" })).toEqual(["mandatory"]);
  expect(level("production", { privileged: "mandatory" }, { all: "advisory" })).toEqual(["advisory"]);
  expect(level("production", { privileged: { enforcementLevel: "disabled" } })).toEqual([]);
});

test("settings of a later config are laid over those of an earlier one, one by one", () => {
  const exemptions = [{ kind: "Deployment", name: "web", reason: "old", expires: "2027-01-01" }];
  expect(level("production", { privileged: { exemptions } }, { privileged: "advisory" })).toEqual(["none"]);
  expect(level("production", { privileged: { exemptions } }, { privileged: { exemptions: [] } })).toEqual([
    "mandatory",
  ]);
});

test("to the engine, a rule keeps its level when something else is set about it", () => {
  const config: PackConfig = { privileged: { exemptions: [] }, replicas: { allow: [] }, seccomp: "disabled" };
  expect(leveled(config, "production")).toEqual({
    privileged: { enforcementLevel: "mandatory", exemptions: [] },
    replicas: { enforcementLevel: "mandatory", allow: [] },
    seccomp: "disabled",
  });
  expect(leveled(config, "dev")).toMatchObject({ replicas: { enforcementLevel: "disabled" } });
  expect(leveled({ privileged: { enforcementLevel: "advisory" } }, "production")).toEqual({
    privileged: { enforcementLevel: "advisory" },
  });
});

describe("a policy config with faults is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "mop-policy-"));
  const file = join(folder, "config.json");
  test.each([
    ["an unknown rule", { "memory-limits": "advisory" }, ['at the top: there is nothing called "memory-limits" here']],
    ["an unknown setting", { "memory-limit": { ratio: 2 } }, ['memory-limit: there is nothing called "ratio" here']],
    [
      "an unknown level",
      { all: "loud" },
      ["all: must be equal to one of the allowed values: mandatory, advisory, disabled"],
    ],
    ["a value of another type", { "memory-ratio": { maximum: "four" } }, ["memory-ratio.maximum: must be number"]],
    [
      "an exemption without a reason, and with no such day",
      { privileged: { exemptions: [{ kind: "Pod", name: "x", expires: "2027-13-01" }] } },
      [
        "privileged.exemptions.0: must have required property 'reason'",
        'privileged.exemptions.0.expires: must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"',
      ],
    ],
  ])("%s", (_, config, faults) => {
    writeFileSync(file, JSON.stringify(config));
    expect(() => readPolicyConfigs(file)).toThrow(
      new Failure(
        [
          `${file} has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}; nothing was changed.`,
          ...faults.map((fault) => `  ${fault}`),
          "Rules and their settings: policy/README.md",
        ].join("\n"),
        exitCode.badInput,
      ),
    );
  });

  test("no file, and no JSON", () => {
    expect(() => readPolicyConfigs(join(folder, "none"))).toThrow(
      new Failure(`There is no policy config ${folder}/none.`, exitCode.badInput),
    );
    writeFileSync(file, "{");
    expect(() => readPolicyConfigs(file)).toThrow(`${file} is not valid JSON: `);
  });
});
