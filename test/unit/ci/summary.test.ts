import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../../lab/folders";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "mop-summary-"))));
afterEach(() => rmSync(folder, { recursive: true }));

type Status = "passed" | "failed" | "skipped";

/** What Vitest writes of a suite: its tests by file, and the seconds that each file took, one after the other. */
function left(suite: string, ...files: readonly { seconds: number; tests: readonly [string, Status, number?][] }[]) {
  const count = (status: Status) => files.flatMap(({ tests }) => tests).filter((test) => test[1] === status).length;
  let endTime = 1_000;
  const testResults = files.map(({ seconds, tests }) => ({
    name: `/checkout/test/${suite}.test.ts`,
    status: tests.length > 0 && !tests.some((test) => test[1] === "failed") ? "passed" : "failed",
    endTime: (endTime += seconds * 1_000),
    assertionResults: tests.map(([fullName, status, duration]) => ({ fullName, status, duration })),
  }));
  const counts = { numPassedTests: count("passed"), numFailedTests: count("failed") };
  writeFileSync(join(folder, `${suite}.json`), JSON.stringify({ ...counts, startTime: 1_000, testResults }));
}

function summary(...suites: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(checkout, ".ci", "summary.mjs"), folder, ...suites],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return { status, lines: stdout.split("\n") };
}

test("where all is well each check and suite has a line, and the slowest tests are named", () => {
  writeFileSync(join(folder, "checks"), "install\tpassed\t41\nthe lab's tools\tpassed\t0\n");
  left("test", { seconds: 60, tests: [["quick", "passed", 3], ["slow", "passed", 2_340]] }); // prettier-ignore
  left("test:real", { seconds: 0, tests: [["not run: There is no Go on PATH.", "skipped"]] });
  expect(summary("test", "test:real")).toEqual({
    status: 0,
    lines: [
      "",
      "summary",
      "  install           41 s  passed",
      "  the lab's tools    0 s  passed",
      "  test              60 s  2 passed, 0 failed",
      "  test:real          0 s  0 passed, 0 failed",
      "",
      "not run",
      "  test:real: not run: There is no Go on PATH.",
      "",
      "slowest tests",
      "     2.3 s  test: slow",
      "     0.0 s  test: quick",
      "",
      "4 passed, 0 failed",
      "",
    ],
  });
});

test("of the slowest tests ten are named", () => {
  left("test", {
    seconds: 1,
    tests: Array.from({ length: 11 }, (_, n): [string, Status, number] => [`test ${n}`, "passed", 1_000 + n * 100]),
  });
  const { lines } = summary("test");
  expect(lines.filter((line) => line.includes(" test: "))).toEqual(
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => `     ${(1 + n / 10).toFixed(1)} s  test: test ${n}`),
  );
});

test.each<[string, () => void]>([
  ["a check", () => writeFileSync(join(folder, "checks"), "lint\tfailed\t2\n")],
  ["a test", () => left("test", { seconds: 1, tests: [["wrong", "failed", 1]] })],
  // Vitest counts no failed test there.
  ["a file that cannot be loaded", () => left("test", { seconds: 1, tests: [] })],
  ["a suite without results", () => rmSync(join(folder, "test.json"))],
])("%s that failed is counted, and ends with 1", (_, fail) => {
  left("test", { seconds: 1, tests: [["right", "passed", 1]] });
  left("test:lab", { seconds: 1, tests: [["right", "passed", 1]] });
  fail();
  const { status, lines } = summary("test", "test:lab");
  expect(status).toBe(1);
  expect(lines.at(-2)).toMatch(/^[12] passed, 1 failed$/);
});
