import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { keep, type Result, table } from "../../bench/report";

const results: Result[] = [
  { row: "render-dev", name: "render", yardstick: "loading", goal: 2, ours: [2600, 2400, 9000], theirs: [2000, 2000] },
  { row: "launcher", name: "launcher", yardstick: "tsx", goal: { more: 5 }, ours: [95], theirs: [90] },
  { row: "slow-launcher", name: "launcher", yardstick: "tsx", goal: { more: 5 }, ours: [96], theirs: [90] },
  { row: "gateway-tls", notMeasured: "spawn /cache/tools/trace-sink-1234/bin/trace-sink ENOENT" },
  { row: "rest", name: "memory", yardstick: "request", goal: 1, unit: "MiB", ours: [300], theirs: [200] },
];

test("the table of a terminal", () => {
  expect(table(results).split("\n")).toEqual([
    "row            what      median     against  median     ratio  goal",
    "render-dev     render    2.60 s     loading  2.00 s     1.30   at most 2",
    "launcher       launcher  95.0 ms    tsx      90.0 ms    1.06   at most 5 ms more",
    "slow-launcher  launcher  96.0 ms    tsx      90.0 ms    1.07   at most 5 ms more  MISSED",
    "gateway-tls    not measured: spawn /cache/tools/trace-sink-1234/bin/trace-sink ENOENT",
    "rest           memory    300.0 MiB  request  200.0 MiB  1.50   at most 1  MISSED",
  ]);
});

test("the file holds what there is so far, and nothing is left beside it", () => {
  const folder = mkdtempSync(join(tmpdir(), "mop-bench-"));
  const file = join(folder, "bench-results.json");
  keep(results.slice(0, 1), file);
  keep([results[1], results[3]], file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    machine: { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    results: [{ ...results[1], ratio: 95 / 90 }, results[3]],
  });
  expect(readdirSync(folder)).toEqual(["bench-results.json"]);
  rmSync(folder, { recursive: true });
});
