import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath, type ToolName } from "../../lab/tools";
import type { Tree } from "../../settings";
import { objects, stacks } from "../support/offline";

const folder = mkdtempSync(join(tmpdir(), "mop-configs-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The file that a component reads in a stack, written where a program on this machine can read it. */
async function configFile(stack: string, component: string, file: string, overrides: Tree = {}): Promise<string> {
  const rendered = await objects(stack, overrides);
  const configMap = rendered.get(`observability-${stack}/ConfigMap-${component}-config.yaml`) as unknown as {
    data: Record<string, string>;
  };
  const path = join(folder, `${stack}-${file}`);
  writeFileSync(path, configMap.data[file]);
  return path;
}

function run(tool: ToolName, ...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(programPath(tool, tool), args, { encoding: "utf8" });
  return { status, said: status === 0 ? "" : `${stdout}${stderr}` };
}

const sound = { status: 0, said: "" };

/** Settings that change the shape of the pipeline. */
const alloyVariants: readonly (readonly [string, Tree])[] = [
  ["as shipped", {}],
  ["sampling at the gateway", { sampling: { mode: "ratio", ratio: 0.5, at: "gateway" } }],
  ["a cluster name to be escaped nowhere else", { cluster: { name: "eu-1.prod_A" } }],
  [
    "blocks of the user's own",
    {
      alloy: {
        extraConfig: [
          {
            block: "otelcol.exporter.otlphttp",
            label: "elsewhere",
            blocks: [{ block: "client", attributes: { endpoint: 'https://otlp.example/"odd"\\path\n' } }],
          },
          {
            block: "otelcol.processor.batch",
            label: "elsewhere",
            blocks: [
              { block: "output", attributes: { traces: [{ $ref: "otelcol.exporter.otlphttp.elsewhere.input" }] } },
            ],
          },
        ],
      },
    },
  ],
];

describe.each(stacks)("%s", (stack) => {
  test.each(alloyVariants)("Alloy finds its configuration valid and formatted: %s", async (_, overrides) => {
    const file = await configFile(stack, "alloy", "config.alloy", overrides);
    expect(run("alloy", "fmt", "-t", file)).toEqual(sound);
    expect(run("alloy", "validate", "--stability.level=public-preview", file)).toEqual(sound);
  });

  test("Loki finds its configuration valid", async () => {
    expect(run("loki", `-config.file=${await configFile(stack, "loki", "loki.yaml")}`, "-verify-config")).toEqual(
      sound,
    );
  });

  test("Mimir finds its configuration valid", async () => {
    expect(run("mimir", `-config.file=${await configFile(stack, "mimir", "mimir.yaml")}`, "-modules")).toEqual(sound);
  });
});

test("each program refuses a configuration with a key that it does not know", () => {
  const broken = join(folder, "broken.yaml");
  writeFileSync(broken, "no_such_section: true\n");
  expect(run("loki", `-config.file=${broken}`, "-verify-config").status).toBe(1);
  expect(run("mimir", `-config.file=${broken}`, "-modules").status).toBe(1);
  writeFileSync(broken, 'otelcol.exporter.otlp "x" {\n\tno_such_attribute = 1\n}\n');
  expect(run("alloy", "validate", broken).status).toBe(1);
});
