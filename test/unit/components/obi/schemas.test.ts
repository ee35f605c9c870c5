import Ajv2020 from "ajv/dist/2020";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { obiConfig } from "../../../../components/obi/config";
import { obiSchema } from "../../../../components/obi/schema";
import { wiring } from "../../../../components/wiring";
import { checkout } from "../../../../lab/folders";
import { protocols, type Tree } from "../../../../settings";
import { settingsOf } from "../../../support/offline";
import { goldenStacks } from "../../../support/golden-stacks";
import { onlyOn, type Switch, switchNames } from "./switches";

/** Settings in as many shapes as OBI's configuration has. */
const selection = { namespaces: ["a", "b-*"], podLabels: { app: "web" }, podAnnotations: { x: "y" } };
const shapes: Record<string, Tree> = {
  "opt-in": { obi: { watch: { mode: "opt-in", ...selection } } },
  "opt-out with a selection": { obi: { watch: { mode: "opt-out", ...selection } } },
  "ignored pods": { obi: { ignore: selection } },
  "all protocols": { obi: { protocols } },
  "sampling on the node": { sampling: { mode: "ratio", ratio: 0.01, at: "node" } },
  "everything on": { obi: onlyOn(switchNames) },
  "trace ids in logs of a selection": { obi: { traceIdsInLogs: true, watch: { mode: "opt-in", ...selection } } },
  "other log": { obi: { log: { level: "DEBUG", format: "json" } } },
};

const working = switchNames.filter((name) => !["headers", "tcp", "all", "traceIdsInLogs"].includes(name));
const configs: [string, Tree][] = [
  ...goldenStacks.map(({ name }): [string, Tree] => [`${name} as it is`, generated(settingsOf(name))]),
  ...Object.entries(shapes).map(([name, input]): [string, Tree] => [name, generated(settingsOf("dev", input))]),
  ...working.map((name: Switch): [string, Tree] => [
    `${name} beside network metrics`,
    generated(settingsOf("dev", { obi: onlyOn([name, "network"]) })),
  ]),
];

function generated(settings: ReturnType<typeof settingsOf>): Tree {
  return obiConfig(settings, wiring(settings));
}

test.each(configs)("%s passes this project's schema, unchanged by it", (_, config) => {
  expect(obiSchema.parse(config)).toEqual(config);
});

test("this project's schema refuses a key that OBI does not know", () => {
  const [, config] = configs[0];
  const wrong = { ...config, exporters: {}, ebpf: { contextPropagation: "all" } };
  expect(obiSchema.safeParse(wrong).error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["ebpf", 'Unrecognized key: "contextPropagation"'],
    ["", 'Unrecognized key: "exporters"'],
  ]);
});

/** The schema of OBI's sibling Beyla, which shares these sections; it lies beside the checkout where it is used. */
const siblingSchema = join(checkout, "..", "shared", "data", "beyla-config.schema.json");

/** As shipped the schema accepts any key. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return "properties" in inner ? { ...inner, additionalProperties: false } : inner;
}

if (existsSync(siblingSchema)) {
  const schema = closed(JSON.parse(readFileSync(siblingSchema, "utf8"))) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

  // Without an exception: every key that is generated is known to both.
  test.each(configs)("%s passes the sibling's schema with no other keys allowed", (_, config) => {
    validate(config);
    expect(validate.errors).toBe(null);
  });

  test("the sibling's schema, closed, refuses an unknown key at any depth", () => {
    const [, config] = configs[0];
    validate({ ...config, exporters: {}, routes: { unmatched: "heuristic", ignoreMode: "traces" } });
    expect(validate.errors?.map(({ instancePath, params }) => [instancePath, params])).toEqual([
      ["", { additionalProperty: "exporters" }],
      ["/routes", { additionalProperty: "ignoreMode" }],
    ]);
  });
} else {
  console.warn(`The sibling's schema was not run: ${siblingSchema} is not there.`);
}
