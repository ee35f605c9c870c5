import { CommandError } from "@pulumi/pulumi/automation";
import { Failure, firstLine } from "../failure";

/** What the CLI itself says went wrong, out of all that a failed command of it printed. */
export function cliWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const words = text
    .split("\n")
    .filter((line) => /^\s*(stderr: )?error: /.test(line))
    .map((line) => line.replace(/^.*?error: /, "").trim());
  return words.length > 0 ? [...new Set(words)].join("\n") : firstLine(error);
}

/** A failed command of the CLI as a failure in its own words; anything else as it is. */
export const cliFailure = (error: unknown): unknown =>
  error instanceof CommandError ? new Failure(cliWords(error)) : error;
