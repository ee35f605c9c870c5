import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { checkout } from "../../lab/folders";
import { configSchema, type PackConfig } from "../../policy/offline";
import { counted } from "../../review/words";
import { exitCode, Failure } from "../failure";

/** What the pack is told of this project's stacks. */
const packConfigFile = join(checkout, "policy", "config.json");

/**
 * What the pack is set to: its own config, and over it a file that a command names.
 *
 * @throws Failure that says what is wrong in a file, and where
 */
export const readPolicyConfigs = (file?: string): readonly PackConfig[] =>
  [packConfigFile, ...(file === undefined ? [] : [file])].map(read);

function read(file: string): PackConfig {
  if (!existsSync(file)) throw new Failure(`There is no policy config ${file}.`, exitCode.badInput);
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} is not valid JSON: ${(error as Error).message}`, exitCode.badInput);
  }
  const validate = validator();
  if (validate(config)) return config;
  const faults = [...new Set((validate.errors ?? []).filter(({ keyword }) => keyword !== "if").map(words))];
  throw new Failure(
    [
      `${file} has ${counted(faults.length, "fault")}; nothing was changed.`,
      ...faults.map((fault) => `  ${fault}`),
      "Rules and their settings: policy/README.md",
    ].join("\n"),
    exitCode.badInput,
  );
}

let compiled: ValidateFunction<PackConfig> | undefined;

/** Compiled once, for there is a schema for every rule. */
const validator = (): ValidateFunction<PackConfig> =>
  (compiled ??= new Ajv({ allErrors: true, strict: false }).compile<PackConfig>(configSchema()));

function words({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === "" ? "at the top" : instancePath.slice(1).replaceAll("/", ".");
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: string[] };
  if (additionalProperty !== undefined) return `${place}: there is nothing called "${additionalProperty}" here`;
  return `${place}: ${message}${allowedValues ? `: ${allowedValues.join(", ")}` : ""}`;
}
