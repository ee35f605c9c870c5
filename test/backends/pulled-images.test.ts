import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { digestsInReach, planOf } from "../../cli/lab-images";
import { buildImages, nodeReferences, pullImage } from "../../lab/images";
import { programPath } from "../../lab/tools";
import { freePort } from "./support/ports";
import { Bench, type Program } from "./support/program";

/** Images from a registry: a real one, on loopback, which has the lab's own image of the pause program. */

const bench = new Bench();
let registry: Program;
let host: string;
let digest: string;
let pause: string;

const crane = (...args: string[]): string =>
  execFileSync(programPath("crane", "crane"), args, { encoding: "utf8", stdio: "pipe" });

beforeAll(async () => {
  const port = await freePort();
  host = `127.0.0.1:${port}`;
  pause = `${host}/mirror/pause:3.10`;
  registry = await bench.start("registry", "crane", {
    args: ["registry", "serve", "--address", host],
    ready: `http://${host}/v2/`,
  });
  const [built] = await buildImages([nodeReferences.pause]);
  const layout = join(bench.folder, "layout");
  mkdirSync(layout);
  execFileSync("tar", ["--extract", "--file", built.tar, "--directory", layout]);
  crane("push", layout, pause);
  digest = built.digest;
});
afterAll(() => bench.clear());

test("a registry in reach says what it has; what it has not, and what is out of reach, is not there", async () => {
  const references = [pause, `${host}/mirror/pause:3.11`, `${host}/mirror/loki:3.7.8`, "127.0.0.1:1/mirror/pause:3.10"];
  expect(await digestsInReach(references)).toEqual(new Map([[pause, digest]]));
});

test("an image is pulled under its own name and found again without the registry; half of one is never left", async () => {
  const folder = join(bench.folder, "images");
  const tar = await pullImage(pause, digest, folder);
  expect(readdirSync(folder).map((file) => join(folder, file))).toEqual([tar]);
  const [manifest] = JSON.parse(
    execFileSync("tar", ["--extract", "--to-stdout", "--file", tar, "manifest.json"], { encoding: "utf8" }),
  ) as { RepoTags: string[] }[];
  expect(manifest.RepoTags).toEqual([pause]);

  await registry.kill();
  expect(await pullImage(pause, digest, folder)).toBe(tar);
  const other = `sha256:${"0".repeat(64)}`;
  await expect(pullImage(pause, other, folder)).rejects.toThrow(
    new RegExp(
      `^${pause} could not be pulled: .*connection refused. Start again, or with MOP_OFFLINE=1, which builds what can be built instead\\.$`,
    ),
  );
  expect(readdirSync(folder).map((file) => join(folder, file))).toEqual([tar]);
  await registry.startAgain();
});

test("what is pulled is not built", () => {
  const references = [nodeReferences.pause, "docker.io/grafana/loki:3.7.8"];
  expect(planOf(references, new Map()).tools).toEqual(["pause", "loki"]);
  expect(planOf(references, new Map([[references[1], digest]])).tools).toEqual(["crane", "pause"]);
});

test("of a pulled image it is said that it was pulled, of a built one what it is", async () => {
  crane("push", join(bench.folder, "layout"), pause);
  const images = await planOf([pause, nodeReferences.pause], new Map([[pause, digest]])).images();
  expect(images.map(({ holds }) => holds)).toEqual([
    `pulled from its registry, ${digest}`,
    expect.stringMatching(/pause/) as string,
  ]);
  expect(images.every(({ tar }) => existsSync(tar))).toBe(true);
  // It is in the folder of all checkouts, under the name of a registry that nobody will have again.
  rmSync(images[0].tar);
});
