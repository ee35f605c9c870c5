const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { cpSync, existsSync, mkdirSync, readFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { cache, keep } = require("./cache");
const { oldest, pinnedFor, tooOld } = require("./versions");

const pins = join(__dirname, "node");

/**
 * Installs the pinned Node for this platform into the cache by npm, or finds it there from an earlier run.
 *
 * @param {(line: string) => void} tell hears that it is installed, once
 * @returns {string} the folder of its program `node`
 * @throws {Error} in a few lines, when it cannot be had
 */
exports.installNode = (tell) => {
  const platform = `${process.platform}-${process.arch}`;
  const pin = pinnedFor(platform);
  if (!pin) throw refusal(`no Node is pinned for ${platform}`);
  const lock = readFileSync(join(pins, "package-lock.json"));
  // The name changes with the pins, so that a folder that is there is whole and right.
  const folder = join(cache, `node-${createHash("sha256").update(lock).digest("hex").slice(0, 16)}`);
  const programs = join("node_modules", pin.name, "bin");
  if (existsSync(folder)) return join(folder, programs);
  if (process.env.MOP_OFFLINE === "1") throw refusal("MOP_OFFLINE=1 forbids to install one");

  tell(`Node ${process.versions.node} is older than ${oldest}: installing Node ${pin.version} into ${folder}, once.`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    cpSync(pins, unfinished, { recursive: true });
    npmCi(unfinished, pin);
    checkVersion(join(unfinished, programs, "node"), pin);
    keep(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return join(folder, programs);
};

/**
 * @param {string} folder
 * @param {{ name: string, version: string }} pin
 */
function npmCi(folder, { name, version }) {
  // The platforms are told apart as optional dependencies, which a machine's own npm settings may leave out.
  const options = ["--include=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawnSync("npm", ["ci", `--prefix=${folder}`, ...options], { cwd: folder, encoding: "utf8" });
  if (npm.error) throw refusal(`npm cannot be started to install ${name}@${version}: ${npm.error.message}`);
  // What is optional fails without an exit code of its own.
  if (npm.status === 0 && existsSync(join(folder, "node_modules", name, "bin", "node"))) return;
  const [line] = npm.stderr.split("\n").filter((text) => /\S/.test(text));
  throw refusal(`npm could not install ${name}@${version}: ${line ?? "it gave no reason"}`);
}

/**
 * @param {string} program
 * @param {{ name: string, version: string }} pin
 */
function checkVersion(program, { name, version }) {
  const { error, stdout, stderr } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (stdout?.trim() === `v${version}`) return;
  const said = error?.message ?? (stderr || stdout).trim().split("\n")[0];
  throw refusal(`${name}@${version} does not run on this machine: ${said}`);
}

/** @param {string} reason */
const refusal = (reason) => new Error(tooOld(`, and ${reason}`, "run this again"));
