import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { coerce, lt } from "semver";
import { onPath, programPath, type ToolName } from "../../lab/tools";
import type { Tree } from "../../settings";
import { variants } from "./support/alloy-variants";
import { Bench } from "./support/program";
import { Rendered, stacks, type StackName } from "./support/rendered";
import { alloy } from "./support/running";
import { tlsFolder } from "./support/tls-folder";

/** Every configuration of every topology is accepted by the program that is to run it. */

const bench = new Bench();
afterAll(() => bench.clear(), 30_000);

const written = (name: string, text: string): string => {
  const file = join(bench.folder, name);
  writeFileSync(file, text);
  return file;
};

function run(path: string, ...args: string[]): { status: number | null; said: string } {
  // What a broker's Secret gives to a pod.
  const env = { ...process.env, KAFKA_USERNAME: "mop", KAFKA_PASSWORD: "mop" };
  const { status, stdout, stderr } = spawnSync(path, args, { encoding: "utf8", timeout: 60_000, env });
  return { status, said: status === 0 ? "" : `${stdout}${stderr}` };
}

const program = (tool: ToolName): string => programPath(tool, tool);
const sound = { status: 0, said: "" };

const tempo = onPath("tempo");

/** Why Tempo cannot be asked about a stack. No Go module has it, so that it is whatever there is on this machine. */
function tempoLacks(stack: StackName): string | undefined {
  if (tempo === undefined) return "there is none on this machine";
  const found = coerce(spawnSync(tempo, ["--version"], { encoding: "utf8" }).stdout);
  // The first that speaks TLS to a broker.
  return stack === "distributed" && found && lt(found, "3.1.0") ? `this is ${found.version}, not 3.1.0` : undefined;
}

type Component = "loki" | "mimir" | "tempo";

/** Each workload of a component, started as its container is, but that it only looks at its configuration. */
async function look(component: Component, path: string, flag: string, stack: StackName, overrides: Tree = {}) {
  const rendered = await Rendered.of(stack, overrides);
  const workloads = [...rendered.workloads(component)];
  const name = `${component} of ${stack} ${JSON.stringify(overrides)}`;
  const tls = await tlsFolder(bench, rendered, workloads[0][0], { name });
  const config = rendered.file(`${component}-config`, `${component}.yaml`);
  const file = written(`${component}.yaml`, tls ? config.replaceAll("/etc/tls", tls.path) : config);
  const mounted = `/etc/${component}/${component}.yaml`;
  const found = workloads.map(
    ([name, args]) => [name, run(path, ...args.map((arg) => arg.replace(mounted, file)), flag)] as const,
  );
  expect(found.length).toBeGreaterThan(0);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(found.map(([name]) => [name, sound])));
}

describe.each(Object.keys(stacks) as StackName[])("%s", (stack) => {
  test("Loki accepts its configuration for every part", () => look("loki", program("loki"), "-verify-config", stack));
  test("Mimir accepts its configuration for every part", () => look("mimir", program("mimir"), "-modules", stack));

  const lack = tempoLacks(stack);
  if (lack) test.skip(`Tempo's configuration is not looked at: ${lack}`, () => undefined);
  else {
    test("Tempo accepts its configuration for every part", () =>
      look("tempo", tempo ?? "", "-config.verify=true", stack));
  }
});

test("Mimir's parts accept their configuration without a broker as well", () =>
  look("mimir", program("mimir"), "-modules", "distributed", { mimir: { ingest: "classic" } }));

/** Validation looks at neither OTTL nor regular expressions nor at how settings go together; a start does. */
test.each(variants)(
  "Alloy finds its configuration formatted and valid, and starts with it: %s",
  async (...variant) => {
    const [name, stack, overrides] = variant;
    const rendered = await Rendered.of(stack, overrides);
    const anywhere = "127.0.0.1:1";
    const services = new Proxy<Record<string, string>>({}, { get: () => anywhere, has: () => true });
    for (const workload of rendered.workloads("alloy").keys()) {
      const file = written("config.alloy", rendered.file(`${workload}-config`, "config.alloy"));
      expect(run(program("alloy"), "fmt", "-t", file)).toEqual(sound);
      expect(run(program("alloy"), "validate", "--stability.level=public-preview", file)).toEqual(sound);
      const id = `${workload} ${name}`.replaceAll(/[^a-z]+/gi, "-");
      const started = await alloy(bench, rendered, { name: id, workload, services, samplers: [anywhere] });
      await started.kill();
    }
  },
  60_000,
);

test("each program refuses a configuration with a key that it does not know", () => {
  const broken = written("broken.yaml", "no_such_section: true\n");
  expect(run(program("loki"), `-config.file=${broken}`, "-verify-config").status).toBe(1);
  expect(run(program("mimir"), `-config.file=${broken}`, "-modules").status).toBe(1);
  const blocks = written("broken.alloy", 'otelcol.exporter.otlp "x" {\n\tno_such_attribute = 1\n}\n');
  expect(run(program("alloy"), "validate", blocks).status).toBe(1);
});

test("a start finds what validation does not: a statement that OTTL cannot read", async () => {
  const rendered = await Rendered.of("dev");
  const services = { loki: "127.0.0.1:1", mimir: "127.0.0.1:1", tempo: "127.0.0.1:1" };
  const change = (text: string) => text.replace("set(resource.attributes", "sett(resource.attributes");
  await expect(alloy(bench, rendered, { name: "broken", services, change })).rejects.toThrow("ended with 1");
}, 60_000);
