import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { cache, checkout } from "../../lab/folders";
import { onPath } from "../../lab/tools";
import { pinnedFor } from "../../launcher/versions";

/** The launcher on Nodes that are really too old, and what it says where it cannot get a newer one. */

const platform = `${process.platform}-${process.arch}`;
const { version: pinned } = pinnedFor(platform) ?? { version: "" };
const npm = dirname(onPath("npm") ?? "");
const echo = join("test", "lab", "launcher", "echo.ts");

/** The folder of a Node of a version that is no longer supported, installed by npm once. */
function oldNode(version: string): string {
  const folder = join(cache, `old-node-${version}`);
  const programs = join(folder, "node_modules", `node-${platform}`, "bin");
  if (!existsSync(join(programs, "node"))) {
    mkdirSync(folder, { recursive: true });
    execFileSync("npm", ["install", `--prefix=${folder}`, "--no-audit", "--no-fund", `node-${platform}@${version}`]);
  }
  return programs;
}

let own: string;
beforeEach(() => (own = mkdtempSync(join(tmpdir(), "mop-launcher-"))));
afterEach(() => rmSync(own, { recursive: true }));

const environment = (version: string, more: Record<string, string> = {}, programs = npm) => ({
  ...process.env,
  MOP_CACHE: own,
  MOP_OFFLINE: "",
  PATH: [oldNode(version), programs, "/usr/bin", "/bin"].join(delimiter),
  ...more,
});

/** Runs the launcher on an old Node. */
function launch(version: string, args: readonly string[], more?: Record<string, string>, programs?: string) {
  const { status, stdout, stderr } = spawnSync("node", ["launcher", ...args], {
    cwd: checkout,
    encoding: "utf8",
    env: environment(version, more, programs),
  });
  return { status, stdout, stderr };
}

/** The folder of a program `npm` that does what a script says. */
function npmThat(script: string): string {
  const file = join(own, "npm");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return own;
}

const installed = () => readdirSync(own).filter((name) => name.startsWith("node-"));

describe.each(["18.20.8", "20.20.2"])("on Node %s", (version) => {
  test("a newer one is installed once, and is the first on PATH for all that is started", () => {
    const first = launch(version, [echo, "hello", "0"]);
    const [folder, ...others] = installed();
    expect(others).toEqual([]);
    expect(first).toEqual({
      status: 0,
      stdout: `hello v${pinned} v${pinned}\n`,
      stderr: `Node ${version} is older than 22: installing Node ${pinned} into ${join(own, folder)}, once.\n`,
    });
    expect(launch(version, [echo, "again", "7"])).toEqual({
      status: 7,
      stdout: `again v${pinned} v${pinned}\n`,
      stderr: "",
    });
  });

  test("pulumi up by hand is refused in one line", () => {
    const program = `try { require("./index.ts") } catch (error) { console.log(error.constructor.name, error.message) }`;
    const { stdout } = spawnSync("node", ["--import=tsx", "--input-type=commonjs", "--eval", program], {
      cwd: checkout,
      encoding: "utf8",
      env: environment(version),
    });
    expect(stdout).toBe(
      `RunError This needs Node 22 or newer. Found: Node ${version}.\n` +
        "Install Node 24 (https://nodejs.org/en/download) and run this again; " +
        "npm run up -- --stack NAME --context CONTEXT brings one.\n",
    );
  });
});

test("what is sent to the launcher alone ends the program", async () => {
  const child = spawn("node", ["launcher", echo, "waiting", "wait"], {
    cwd: checkout,
    env: environment("20.20.2", { MOP_CACHE: cache }),
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([143, null]);
});

test.each([
  [
    "npm fails",
    () => npmThat('echo "npm error code E404" >&2; exit 1'),
    `npm could not install node-${platform}@${pinned}: npm error code E404`,
  ],
  ["npm leaves it out", () => npmThat("exit 0"), `npm could not install node-${platform}@${pinned}: it gave no reason`],
  [
    "it does not run here",
    () => {
      const program = `node_modules/node-${platform}/bin/node`;
      return npmThat(`mkdir -p "$(dirname ${program})"; printf '#!/bin/sh\\necho no such loader >&2; exit 1' > ${program}
chmod +x ${program}`);
    },
    `node-${platform}@${pinned} does not run on this machine: no such loader`,
  ],
])("where %s nothing runs and nothing is left", (_, programs, reason) => {
  const { status, stdout, stderr } = launch("20.20.2", [echo, "hello", "0"], {}, programs());
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr.replace(/ into [^ ]+, once/, "")).toBe(
    [
      `Node 20.20.2 is older than 22: installing Node ${pinned}.`,
      `This needs Node 22 or newer. Found: Node 20.20.2, and ${reason}.`,
      "Install Node 24 (https://nodejs.org/en/download) and run this again.",
      "",
    ].join("\n"),
  );
  expect(installed()).toEqual([]);
});

test("MOP_OFFLINE=1 forbids to install one", () => {
  expect(launch("20.20.2", [echo, "hello", "0"], { MOP_OFFLINE: "1" })).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "This needs Node 22 or newer. Found: Node 20.20.2, and MOP_OFFLINE=1 forbids to install one.\n" +
      "Install Node 24 (https://nodejs.org/en/download) and run this again.\n",
  });
});
