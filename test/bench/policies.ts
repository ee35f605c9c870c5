import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyOptions } from "../../cli/engine/policies";
import { compilePack, packFolder } from "../../cli/engine/policy-pack";
import { checkout } from "../../lab/folders";
import { compare, milliseconds } from "./measure";
import { renderTo } from "./render";
import type { Row } from "./runner";
import type { Stacks } from "./stacks";

/** What the policy pack costs: to start, and in a preview of production. */
export const policyRows: readonly Row<Stacks>[] = [
  {
    name: "policy-start",
    measure: async ({ folder }) => {
      await compilePack();
      const empty = emptyPack(folder);
      return compare(
        { name: "start of the policy pack", yardstick: "start of an empty compiled pack", goal: 1.5 },
        7,
        () => start(packFolder),
        () => start(empty),
      );
    },
  },
  {
    name: "policy-preview",
    measure: async ({ production, folder }) => {
      await compilePack();
      const share = 100 / (await objectsOf(folder));
      const preview = (options = {}) => milliseconds(() => production.preview(options));
      const policies = policyOptions({ config: unprotected, environment: "production" });
      let without = 0;
      return compare(
        { name: "policies on 100 objects of a preview", yardstick: "100 objects of a preview", goal: 1 },
        5,
        async () => ((await preview(policies)) - without) * share,
        async () => (without = await preview()) * share,
      );
    },
  },
];

/** How many objects production has. */
const objectsOf = async (folder: string): Promise<number> =>
  readdirSync(await renderTo("production", folder), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  ).length;

/** The bench's own production protects nothing, as it is taken down again. */
const unprotected = join(packFolder, "unprotected.json");

/** A pack with no rules, on the same SDK. */
function emptyPack(folder: string): string {
  const pack = join(folder, "empty-pack");
  mkdirSync(pack);
  symlinkSync(join(checkout, "node_modules"), join(pack, "node_modules"));
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "empty", version: "0.0.1", main: "index.js" }));
  writeFileSync(
    join(pack, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  return pack;
}

/** Until it says on which port it listens. */
const start = (pack: string): Promise<number> =>
  milliseconds(async () => {
    const program = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [program, "127.0.0.1:1", "."], {
      cwd: pack,
      env: { ...process.env, PULUMI_NODEJS_STACK: "production", PULUMI_NODEJS_PROJECT: "bench" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`it ended with ${code} before it listened`);
    });
    await Promise.race([once(child.stdout, "data"), ended]);
    child.kill();
  });
