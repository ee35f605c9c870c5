// Prints what came of a run of CI: each check and suite with its seconds and counts, what was not run and why, the
// slowest tests, and "N passed, N failed" last. Ends with 1 on any failure. Runs on Node 18 and newer.
//
// node .ci/summary.mjs <folder> <suite>...
//
// The folder holds `checks`, a line "name<tab>passed or failed<tab>seconds" for each, and `<suite>.json`, as Vitest writes it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...names] = process.argv.slice(2);

const checks = existsSync(join(folder, "checks"))
  ? readFileSync(join(folder, "checks"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("\t"))
  : [];
const suites = names.map((name) => ({ name, ...readSuite(join(folder, `${name}.json`)) }));
const tests = suites.flatMap(({ tests }) => tests);

const rows = [
  ...checks.map(([name, outcome, seconds]) => [name, `${seconds} s`, outcome]),
  ...suites.map(({ name, seconds, passed, failed, ran }) =>
    ran ? [name, `${seconds} s`, `${passed} passed, ${failed} failed`] : [name, "", "failed: it left no results"],
  ),
];
const width = Math.max(...rows.map(([name]) => name.length));
console.log("\nsummary");
for (const [name, seconds, outcome] of rows) console.log(`  ${name.padEnd(width)} ${seconds.padStart(6)}  ${outcome}`);

const skipped = tests.filter(({ status }) => status === "skipped" || status === "pending");
if (skipped.length > 0) console.log("\nnot run");
for (const { fullName, suite } of skipped) console.log(`  ${suite}: ${fullName}`);

const slowest = tests.filter(({ duration }) => duration > 0).sort((a, b) => b.duration - a.duration);
if (slowest.length > 0) console.log("\nslowest tests");
for (const { fullName, duration, suite } of slowest.slice(0, 10))
  console.log(`  ${(duration / 1000).toFixed(1).padStart(6)} s  ${suite}: ${fullName}`);

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const passed = checks.filter(([, outcome]) => outcome === "passed").length + sum(suites.map(({ passed }) => passed));
const failed = checks.filter(([, outcome]) => outcome !== "passed").length + sum(suites.map(({ failed }) => failed));
console.log(`\n${passed} passed, ${failed} failed`);
// Where nothing ran nothing was shown.
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Counts of a suite; one that left no results, or a file of tests that could not be loaded, counts as a failure. */
function readSuite(file) {
  if (!existsSync(file)) return { ran: false, passed: 0, failed: 1, tests: [] };
  const { numPassedTests, numFailedTests, startTime, testResults } = JSON.parse(readFileSync(file, "utf8"));
  const suite = file.replace(/^.*\/|\.json$/g, "");
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return {
    ran: true,
    seconds: Math.round((Math.max(startTime, ...testResults.map(({ endTime }) => endTime)) - startTime) / 1000),
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    tests: testResults.flatMap(({ assertionResults }) => assertionResults.map((one) => ({ suite, ...one }))),
  };
}
