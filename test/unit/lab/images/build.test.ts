import { createHash } from "node:crypto";
import { createReadStream, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";
import { buildImage } from "../../../../lab/images/build";
import type { ImageSpec } from "../../../../lab/images/spec";
import { elf, ownFolder, written } from "./programs";

/** Images as `ctr images import` reads them. */

const folder = ownFolder();
const program = written(folder, "tiny", elf(1));
const spec: ImageSpec = {
  references: ["docker.io/example/tiny:1.0"],
  programs: { "/usr/bin/tiny": program },
  folders: { "/tmp": 0o1777 },
  entrypoint: ["/usr/bin/tiny", "-x"],
  command: ["serve"],
  user: "10001:10001",
  labels: { "org.opencontainers.image.title": "tiny" },
};
const images = join(folder, "images");

/** What is in a tar: each entry's permissions, time and owner, and its content. */
async function entries(tar: Readable) {
  const found: { about: string; content: Buffer }[] = [];
  const reader = tar.pipe(extract());
  for await (const entry of reader) {
    const { name, type, mode = 0, mtime, uid, gid, uname } = entry.header;
    const about = `${type} ${mode.toString(8)} ${mtime?.getTime()} ${uid}:${gid} "${uname}" ${name}`;
    found.push({ about, content: await buffer(entry) });
  }
  return found;
}

const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

test("a tar is an OCI layout, whose every part is where its digest says", async () => {
  const { tar, digest, references } = await buildImage("tiny", spec, images);
  expect(references).toEqual(spec.references);
  const [layout, index, blobs, algorithm, manifest, config, layer, ...more] = await entries(createReadStream(tar));
  expect(more).toEqual([]);
  const blob = ({ content }: { content: Buffer }) => `file 644 0 0:0 "" blobs/sha256/${sha256(content)}`;
  expect([layout, index, blobs, algorithm, manifest, config, layer].map(({ about }) => about)).toEqual([
    'file 644 0 0:0 "" oci-layout',
    'file 644 0 0:0 "" index.json',
    'directory 755 0 0:0 "" blobs',
    'directory 755 0 0:0 "" blobs/sha256',
    blob(manifest),
    blob(config),
    blob(layer),
  ]);
  expect(digest).toBe(`sha256:${sha256(manifest.content)}`);
  const json = ({ content }: { content: Buffer }) => JSON.parse(content.toString()) as unknown;
  const descriptor = (type: string, { content }: { content: Buffer }) => ({
    mediaType: `application/vnd.oci.image.${type}`,
    digest: `sha256:${sha256(content)}`,
    size: content.length,
  });
  expect(json(layout)).toEqual({ imageLayoutVersion: "1.0.0" });
  expect(json(index)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [
      {
        ...descriptor("manifest.v1+json", manifest),
        annotations: {
          "io.containerd.image.name": "docker.io/example/tiny:1.0",
          "org.opencontainers.image.ref.name": "1.0",
        },
      },
    ],
  });
  expect(json(manifest)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: descriptor("config.v1+json", config),
    layers: [descriptor("layer.v1.tar", layer)],
  });
  expect(json(config)).toEqual({
    architecture: { x64: "amd64", arm64: "arm64" }[process.arch as "x64" | "arm64"],
    os: "linux",
    config: {
      User: "10001:10001",
      Entrypoint: ["/usr/bin/tiny", "-x"],
      Cmd: ["serve"],
      WorkingDir: "/",
      Labels: { "org.opencontainers.image.title": "tiny" },
    },
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256(layer.content)}`] },
    history: [{ created_by: "lab/images" }],
  });
});

test("its layer has the program, every folder above it, and the other folders", async () => {
  const { tar } = await buildImage("tiny", spec, images);
  const layer = (await entries(createReadStream(tar))).at(-1);
  const found = await entries(Readable.from([layer?.content]));
  expect(found.map(({ about }) => about)).toEqual([
    'directory 1777 0 0:0 "" tmp',
    'directory 755 0 0:0 "" usr',
    'directory 755 0 0:0 "" usr/bin',
    'file 755 0 0:0 "" usr/bin/tiny',
  ]);
  expect(found[3].content.equals(readFileSync(program))).toBe(true);
});

test("the same things make the same file, whenever they are put together", async () => {
  const { tar, digest } = await buildImage("tiny", spec, images);
  const first = readFileSync(tar);
  rmSync(tar);
  utimesSync(program, 1, 1);
  expect(await buildImage("tiny", spec, images)).toEqual({ references: spec.references, tar, digest });
  expect(readFileSync(tar).equals(first)).toBe(true);
  expect(readdirSync(images)).toEqual([expect.stringMatching(/^tiny-[0-9a-f]{16}\.tar$/)]);
});

test("a file that is there is taken as it is", async () => {
  const { tar } = await buildImage("tiny", spec, images);
  written(images, tar.slice(images.length + 1), "kept");
  await buildImage("tiny", spec, images);
  expect(readFileSync(tar, "utf8")).toBe("kept");
  rmSync(tar);
});

test("another program or another name is another file; another name alone is the same image", async () => {
  const one = await buildImage("tiny", spec, images);
  const renamed = await buildImage("tiny", { ...spec, references: ["docker.io/example/tiny:2.0"] }, images);
  const programs = { "/usr/bin/tiny": written(folder, "other", elf(1, 1)) };
  const other = await buildImage("tiny", { ...spec, programs }, images);
  expect(new Set([one.tar, renamed.tar, other.tar]).size).toBe(3);
  expect(renamed.digest).toBe(one.digest);
  expect(other.digest).not.toBe(one.digest);
});

test("one image may go by several names; beside a digest a tag does not count", async () => {
  const promised = `sha256:${"0".repeat(64)}`;
  const references = ["docker.io/example/tiny:1.0", `registry.example.com/mirror/example/tiny:1.0@${promised}`];
  const { tar, digest } = await buildImage("tiny", { ...spec, references }, images);
  const index = JSON.parse((await entries(createReadStream(tar)))[1].content.toString()) as {
    manifests: { digest: string; annotations: Record<string, string> }[];
  };
  expect(index.manifests.map((one) => [one.digest, one.annotations])).toEqual(
    ["docker.io/example/tiny:1.0", `registry.example.com/mirror/example/tiny@${promised}`].map((name) => [
      digest,
      { "io.containerd.image.name": name, "org.opencontainers.image.ref.name": "1.0" },
    ]),
  );
});
