import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache, checkout } from "../../lab/folders";
import { withLock } from "../../lab/lock";
import { Failure } from "../failure";

export const packFolder = join(checkout, "policy");

/** What the engine starts as the policy pack. */
export const packProgram = join(packFolder, "start");

const run = promisify(execFile);

/** Says from which sources the pack was compiled. */
const stampFile = join(packFolder, "bin", "sources.sha256");

const isCompiled = (sources: string): boolean => existsSync(stampFile) && readFileSync(stampFile, "utf8") === sources;

/**
 * Compiles the policy pack, unless that was done since its sources changed.
 *
 * @returns what was done, in words
 * @throws Failure with what the compiler said
 */
export async function compilePack(): Promise<string> {
  const sources = sourcesHash();
  if (isCompiled(sources)) return "compiled before";
  return withLock(join(cache, "policy-pack.lock"), async () => {
    if (isCompiled(sources)) return "compiled before";
    try {
      await run("npm", ["run", "build", "--prefix", packFolder], { cwd: packFolder, timeout: 300_000 });
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new Failure(`The policy pack cannot be compiled:\n${(stdout + stderr).trim()}`);
    }
    writeFileSync(stampFile, sources);
    return "compiled";
  });
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  const files = readdirSync(packFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => /^(?!bin\/|node_modules\/).*(\.ts|tsconfig\.json)$/.test(file))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(join(packFolder, file)));
  return hash.digest("hex");
}
