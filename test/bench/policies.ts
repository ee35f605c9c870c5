import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { policyOptions } from "../../cli/engine/policies";
import { compilePack, packFolder } from "../../cli/engine/policy-pack";
import { checkout } from "../../lab/folders";
import { type Comparison, compare, milliseconds } from "./measure";

/**
 * What the policy pack costs: to start, and in a preview.
 *
 * @param production a stack that is up
 * @param objects how many it has
 */
export async function policyComparisons(production: Stack, objects: number, folder: string): Promise<Comparison[]> {
  await compilePack();
  const empty = emptyPack(folder);
  const preview = (options = {}) => milliseconds(() => production.preview(options));
  let without = 0;
  return [
    await compare(
      { name: "start of the policy pack", yardstick: "start of an empty compiled pack", goal: 1.5 },
      7,
      () => start(packFolder),
      () => start(empty),
    ),
    await compare(
      { name: "policies on 100 objects of a preview", yardstick: "100 objects of a preview", goal: 1 },
      5,
      async () =>
        ((await preview(policyOptions({ config: unprotected, environment: "production" }))) - without) *
        (100 / objects),
      async () => (without = await preview()) * (100 / objects),
    ),
  ];
}

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
    await once(child.stdout, "data");
    child.kill();
  });
