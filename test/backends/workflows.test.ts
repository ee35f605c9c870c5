import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { programPath } from "../../lab/tools";

/** The workflows are what GitHub would run, looked at by actionlint. */

const folder = join(checkout, ".github", "workflows");
const workflows = readdirSync(folder);

const scratch = mkdtempSync(join(tmpdir(), "mop-workflows-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What actionlint says of workflows; of shell and Python in them nothing, since that depends on what else is installed. */
function lint(files: readonly string[]): { status: number | null; said: string } {
  const options = ["-shellcheck=", "-pyflakes=", "-no-color", "-oneline"];
  const { status, stdout, stderr } = spawnSync(programPath("actionlint", "actionlint"), [...options, ...files], {
    cwd: checkout,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, said: `${stdout}${stderr}` };
}

test("there is one for the night, one for pull requests and one for releases", () => {
  expect(workflows).toEqual(["nightly.yml", "pull-request.yml", "release.yml"]);
});

test("nothing is found in them", () => {
  expect(lint(workflows.map((name) => join(folder, name)))).toEqual({ status: 0, said: "" });
});

test("what is wrong in a workflow is found", () => {
  const broken = join(scratch, "broken.yml");
  const text = readFileSync(join(folder, "pull-request.yml"), "utf8");
  writeFileSync(broken, text.replaceAll("matrix.stack", "matrix.stage").replace("timeout-minutes", "timeout"));
  const { status, said } = lint([broken]);
  expect(status).toBe(1);
  expect(said).toContain('property "stage" is not defined in object type {stack: string} [expression]');
  expect(said).toContain('unexpected key "timeout" for "job" section');
});

test.each(workflows)("%s names every action by its commit, with the version beside it", (name) => {
  const used = readFileSync(join(folder, name), "utf8").match(/uses: .*/g) ?? [];
  expect(used.filter((line) => !/^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v[0-9.]+$/.test(line))).toEqual([]);
  expect(used.length).toBeGreaterThan(0);
});
