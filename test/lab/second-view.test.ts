import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import type { Views } from "./second-view-engine";

/** What the real engine plans, beside what a review says of the same two versions; its provider is the lab's stand-in. */

const pairs = [
  "no-change",
  "added-workload",
  "removed-workload",
  "renamed-configmap",
  "shrunk-volume",
  "widened-rbac",
  "secret",
];
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("mop-rehearsal-"));

let views: Views;
let before: string[];

beforeAll(() => {
  before = leftovers();
  const script = join(checkout, "test", "lab", "second-view-engine.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, ...pairs], {
    cwd: checkout,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
  });
  const line = stdout.split("\n").find((one) => one.startsWith("{"));
  if (line === undefined) throw new Error(stdout + stderr);
  views = JSON.parse(line) as Views;
});

const agrees = { state: "agrees", engine: "Pulumi 3.276.0" };

test.each([...pairs, "program"])("both views of %s are the same", (name) => {
  expect(views[name]).toEqual(agrees);
});

test("a resource that goes by another name is made anew, which no field of its object shows", () => {
  expect(views.renamed).toEqual({
    ...agrees,
    state: "differs",
    differences: [{ subject: "StatefulSet observability-dev/loki", here: "unchanged", engine: "recreated" }],
  });
});

test("a program that fails under the engine is told in its words", () => {
  expect(views.broken).toEqual({
    state: "missing",
    reason: "Pulumi 3.276.0 cannot plan it: Unhandled exception: Error: no such luck",
  });
});

test("nothing is left of it", () => {
  expect(leftovers()).toEqual(before);
});
