import { cliWords } from "../../../cli/engine/cli-errors";

test("a failed command of the CLI is told by its error lines alone, each once", () => {
  const printed = [
    "code: -2",
    "stdout: ",
    "stderr: error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
    "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
    "err?: Error: Command failed with exit code 255: pulumi stack select",
    "    at makeError (/somewhere/execa/lib/error.js:60:11)",
  ].join("\n");
  expect(cliWords(new Error(printed))).toBe(
    "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
  );
});

test("without an error line it is the first line", () => {
  expect(cliWords(new Error("fetch failed\n    at somewhere"))).toBe("fetch failed");
});
