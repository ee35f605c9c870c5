import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { askRegistries, planOf } from "../../cli/lab-images";
import { buildImages, nodeReferences, pullImage } from "../../lab/images";
import { programPath } from "../../lab/tools";
import { freePort } from "./support/ports";
import { Bench, type Program } from "./support/program";

/** Images from a registry: a real one, on loopback, which has the lab's own image of the pause program. */

const bench = new Bench();
const folder = join(bench.folder, "images");
let registry: Program;
let blobs: string;
let layout: string;
let host: string;
/** Of the image that the tag of `pause` names. */
let digest: string;
let pause: string;

const crane = (...args: string[]): string =>
  execFileSync(programPath("crane", "crane"), args, { encoding: "utf8", stdio: "pipe" }).trim();

/** Names and digests of what a tar holds: what a node's containerd takes an image's name and digest from. */
function imagesIn(tar: string) {
  const text = execFileSync("tar", ["--extract", "--to-stdout", "--file", tar, "index.json"], { encoding: "utf8" });
  const { manifests } = JSON.parse(text) as { manifests: { digest: string; annotations: Record<string, string> }[] };
  return manifests.map(({ digest, annotations }) => [annotations["io.containerd.image.name"], digest]);
}

const kept = () => readdirSync(folder).map((file) => join(folder, file));

beforeAll(async () => {
  const port = await freePort();
  host = `127.0.0.1:${port}`;
  pause = `${host}/mirror/pause:3.10`;
  blobs = join(bench.folder, "blobs");
  mkdirSync(blobs);
  registry = await bench.start("registry", "crane", {
    args: ["registry", "serve", "--address", host, "--disk", blobs],
    ready: `http://${host}/v2/`,
  });
  const [built] = await buildImages([nodeReferences.pause]);
  layout = join(bench.folder, "layout");
  mkdirSync(layout);
  execFileSync("tar", ["--extract", "--file", built.tar, "--directory", layout]);
  crane("push", layout, pause);
  digest = built.digest;
});
beforeEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => bench.clear());

test("a registry in reach says what it has and what it has not; of one out of reach nothing is said", async () => {
  const [otherTag, otherName] = [`${host}/mirror/pause:3.11`, `${host}/mirror/loki:3.7.8`];
  expect(await askRegistries([pause, otherTag, otherName, "127.0.0.1:1/mirror/pause:3.10"])).toEqual(
    new Map<string, unknown>([
      [pause, { digest }],
      [otherTag, { refused: "404 Not Found" }],
      [otherName, { refused: "404 Not Found" }],
    ]),
  );
});

test("an image is pulled under its own name and digest, and found again without the registry", async () => {
  const tar = await pullImage(pause, digest, folder);
  expect(kept()).toEqual([tar]);
  expect(imagesIn(tar)).toEqual([[pause, digest]]);
  await registry.kill();
  expect(await pullImage(pause, digest, folder)).toBe(tar);
  await expect(pullImage(pause, `sha256:${"0".repeat(64)}`, folder)).rejects.toThrow(
    new RegExp(
      `^${pause} could not be pulled: .*connection refused. Start again, or with MOP_OFFLINE=1, which builds what can be built instead\\.$`,
    ),
  );
  expect(kept()).toEqual([tar]);
  await registry.startAgain();
  crane("push", layout, pause);
});

test("two tags of one image are two images of a node", async () => {
  const other = `${host}/mirror/pause:latest`;
  crane("tag", pause, "latest");
  const tars = [await pullImage(pause, digest, folder), await pullImage(other, digest, folder)];
  expect(tars.map(imagesIn)).toEqual([[[pause, digest]], [[other, digest]]]);
});

test("what is named by digest is on a node without its tag, which does not count there", async () => {
  const other = `sha256:${"0".repeat(64)}`;
  const promised = `${host}/mirror/pause:3.11@${digest}`;
  expect(await askRegistries([promised, `${pause}@${other}`])).toEqual(
    new Map<string, unknown>([
      [promised, { digest }],
      [`${pause}@${other}`, { refused: "404 Not Found" }],
    ]),
  );
  expect(imagesIn(await pullImage(promised, digest, folder))).toEqual([[`${host}/mirror/pause@${digest}`, digest]]);
});

test("what the registry said is pulled, even where the tag has moved since", async () => {
  const moved = `${host}/mirror/pause:moved`;
  crane("tag", pause, "moved");
  crane("mutate", pause, "--label", "other=yes", "--tag", moved);
  expect(crane("digest", moved)).not.toBe(digest);
  expect(imagesIn(await pullImage(moved, digest, folder))).toEqual([[moved, digest]]);
});

test("of an image for several processors the one for this machine is pulled", async () => {
  const several = `${host}/mirror/pause:several`;
  const other = `${host}/mirror/pause:other`;
  crane("mutate", pause, "--set-platform", "linux/s390x", "--tag", other);
  crane("index", "append", "--manifest", other, "--manifest", pause, "--tag", several);
  const index = crane("digest", several);
  expect(await askRegistries([several])).toEqual(new Map([[several, { digest: index }]]));
  expect(imagesIn(await pullImage(several, index, folder))).toEqual([[several, digest]]);
});

test("a pull that breaks off leaves nothing behind", async () => {
  const broken = `${host}/mirror/pause:broken`;
  const layer = join(bench.folder, "layer");
  mkdirSync(layer);
  execFileSync("tar", ["--create", "--file", join(layer, "more.tar"), "--directory", layout, "oci-layout"]);
  crane("append", "--base", pause, "--new_layer", join(layer, "more.tar"), "--new_tag", broken);
  const { layers } = JSON.parse(crane("manifest", broken)) as { layers: { digest: string }[] };
  rmSync(join(blobs, layers[1].digest.replace(":", "/")));
  await expect(pullImage(broken, crane("digest", broken), folder)).rejects.toThrow(
    new RegExp(`^${broken} could not be pulled: .*BLOB_UNKNOWN.*MOP_OFFLINE=1.*$`),
  );
  expect(kept()).toEqual([]);
});

test("of a pulled image it is said that it was pulled, of a built one what it is", async () => {
  const answers = new Map([[pause, { digest }]]);
  const images = await planOf([pause, nodeReferences.pause], answers).images();
  const [{ tar }] = images;
  expect(images.map(({ holds, references }) => ({ holds, references }))).toEqual([
    { holds: `pulled from its registry, ${digest}`, references: [pause] },
    { holds: "The lab's own pause program in place of Kubernetes'.", references: [nodeReferences.pause] },
  ]);
  expect(imagesIn(tar)).toEqual([[pause, digest]]);
  // It is in the folder of all checkouts, under the name of a registry that nobody will have again.
  rmSync(tar);
});
