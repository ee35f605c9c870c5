import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../../lab/tools/on-path";
import { mop } from "./lab";

/** Packages of this machine's distribution, by its own apt, which is given no lists: as on a new machine. */

const folder = mkdtempSync(join(tmpdir(), "mop-packages-"));
const lists = join(folder, "lists");
const config = join(folder, "apt.conf");
const lack = ["apt-get", "dpkg-deb"].find((program) => !onPath(program));

beforeAll(() => {
  mkdirSync(lists);
  writeFileSync(config, `Dir::State::lists "${lists}";\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

if (lack) test.skip(`not run: there is no ${lack} on this machine`, () => undefined);
else
  test("where there are no lists, tools fetch their own side by side, and the machine's stay as they are", () => {
    const build = ["lab", "build", "containers", "policy-programs"];
    const { code, output } = mop(build, { MOP_CACHE: folder, APT_CONFIG: config });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("✔ Build what is missing") as string });
    const tools = readdirSync(join(folder, "tools")).sort();
    expect(tools.map((tool) => tool.replace(/-[0-9a-f]{16}$/, ""))).toEqual(["containers", "policy-programs"]);
    for (const tool of tools) {
      expect(readdirSync(join(folder, "tools", tool)).sort()).toEqual(["bin", "lib", "root"]);
    }
    expect(execFileSync(join(folder, "tools", tools[0], "bin", "runc"), ["--version"], { encoding: "utf8" })).toMatch(
      /^runc version /,
    );
    expect(readdirSync(lists)).toEqual([]);
  });
