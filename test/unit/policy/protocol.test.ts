import { compilePack } from "../../../cli/engine/policy-pack";
import { readPolicyConfigs } from "../../../cli/policy/config";
import { type Environment, judgeAll, levels, type Resource, ruleInfos, verdictText } from "../../../policy/offline";
import { run } from "../../support/offline";
import { PackProcess, told } from "./pack-process";
import { deploymentWith, unknownText } from "./resources";

/** The compiled pack says to the engine what the rules say here, of every stack. */

const packs: PackProcess[] = [];
const start = async (...args: Parameters<typeof PackProcess.start>): Promise<PackProcess> => {
  const pack = await PackProcess.start(...args);
  packs.push(pack);
  await pack.configure();
  return pack;
};

beforeAll(compilePack);
afterAll(() => packs.forEach((pack) => pack.stop()));

test("the engine is told of every rule, with its level, its standard and what can be set", async () => {
  const info = await (await start("production")).info();
  expect(info.getName()).toBe("mop-policy");
  const policies = info.getPoliciesList();
  expect(policies.map((one) => one.getName())).toEqual(ruleInfos.map(({ name }) => name));
  const [first] = policies.filter((one) => one.getName() === "memory-ratio");
  expect(first.toObject()).toMatchObject({
    description: "A memory limit is not many times what the container asks for.",
    enforcementlevel: 0,
    severity: 2,
    framework: { name: "Good practice" },
  });
  expect(Object.keys(first.getConfigschema()?.getProperties()?.toJavaScript() ?? {}).sort()).toEqual([
    "exemptions",
    "maximum",
  ]);
});

const resourcesOf = async (name: string): Promise<Resource[]> =>
  (await run(name)).resources.map(({ inputs: props, ...one }) => ({ ...one, props }));

/** What the engine adds: the description before a violation; a level in its own words. */
function expected(resources: readonly Resource[], environment: Environment): string[] {
  return judgeAll(resources, environment, readPolicyConfigs(), new Date().toISOString().slice(0, 10)).map((one) => {
    const { description = "" } = ruleInfos.find(({ name }) => name === one.rule) ?? {};
    return `${one.level === "mandatory" ? "mandatory" : "advisory"} ${one.rule}\n${one.level === "none" ? "" : `${description}\n`}${verdictText(one)}`;
  });
}

test.each(["dev", "staging", "production"] as const)("%s", async (environment) => {
  const resources = await resourcesOf(environment);
  const pack = await start(environment);
  const diagnostics = [];
  for (const resource of resources) diagnostics.push(...(await pack.analyze(resource)));
  diagnostics.push(...(await pack.analyzeStack(resources)));
  expect(diagnostics.map(told).sort()).toEqual(expected(resources, environment).sort());
});

test("a value that is not known makes one report beside the others, not instead of them", async () => {
  const pack = await start("production");
  const change = { image: unknownText, securityContext: { readOnlyRootFilesystem: false } };
  const texts = (await pack.analyze(deploymentWith(change))).map(told);
  expect(texts).toContain(
    [
      "mandatory read-only-root",
      "The root file system of every container is read-only.",
      'Deployment shop/web, container "web": its root file system can be written',
      "  why: whoever breaks in can put tools there, and change the program",
      "  fix: spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem: true",
      "  or:  allow it in the pack's config, in read-only-root.allow",
    ].join("\n"),
  );
  expect(texts).toContain(
    "advisory image-tag\nDeployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
  );
});

test("the level of every rule reaches the engine, whatever else its config says", async () => {
  for (const environment of ["dev", "staging", "production"] as const) {
    const info = await (await start("eu-west", { MOP_POLICY_ENVIRONMENT: environment })).info();
    const names = ["advisory", "mandatory", "disabled"];
    const given = info.getInitialconfigMap();
    const effective = info.getPoliciesList().map((one) => {
      const level = given.get(one.getName())?.getEnforcementlevel() ?? one.getEnforcementlevel();
      return [one.getName(), names[level]];
    });
    expect(Object.fromEntries(effective)).toEqual(
      Object.fromEntries(Object.entries(levels).map(([name, of]) => [name, of[environment]])),
    );
  }
});
