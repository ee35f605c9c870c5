import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { nameOnNode, partsOf } from "./reference";
import type { ImageSpec } from "./spec";
import { type Content, type Entry, tarOf } from "./tar";

/** An image as the OCI image layout has it, in a tar: https://github.com/opencontainers/image-spec. */
export interface Layout {
  /** Digest of the manifest, "sha256:<64 hex digits>": what a runtime shows as the image's digest. */
  readonly digest: string;
  /** The text of index.json, which all else hangs on by digest. */
  readonly index: string;
  readonly entries: readonly Entry[];
}

interface Blob {
  readonly digest: string;
  readonly content: Content;
}

/** What Go and OCI call this machine's processor, by what Node calls it. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
export const architecture = architectures[process.arch] ?? process.arch;

const type = (name: string) => `application/vnd.oci.image.${name}`;

/** The layout of an image with one layer of these entries. Reads everything once, for the layer's digest. */
export async function layoutOf(spec: ImageSpec, files: readonly Entry[]): Promise<Layout> {
  const layer = await blobOf(() => tarOf(files));
  const config = jsonBlob({
    architecture,
    os: "linux",
    config: {
      User: spec.user ?? "0",
      Entrypoint: spec.entrypoint,
      ...(spec.command ? { Cmd: spec.command } : {}),
      WorkingDir: spec.workingDirectory ?? "/",
      Labels: spec.labels,
    },
    rootfs: { type: "layers", diff_ids: [layer.digest] },
    history: [{ created_by: "lab/images" }],
  });
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: type("manifest.v1+json"),
    config: descriptor("config.v1+json", config),
    layers: [descriptor("layer.v1.tar", layer)],
  });
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: type("index.v1+json"),
    manifests: spec.references.map((name) => ({
      ...descriptor("manifest.v1+json", manifest),
      annotations: nameAnnotations(name),
    })),
  });
  const entries = [
    { path: "oci-layout", mode: 0o644, content: text(JSON.stringify({ imageLayoutVersion: "1.0.0" })) },
    { path: "index.json", mode: 0o644, content: text(index) },
    { path: "blobs", mode: 0o755 },
    { path: "blobs/sha256", mode: 0o755 },
    ...[manifest, config, layer].map(({ digest, content }) => ({
      path: `blobs/${digest.replace(":", "/")}`,
      mode: 0o644,
      content,
    })),
  ];
  return { digest: manifest.digest, index, entries };
}

/**
 * What a manifest in index.json carries for its image to go by a reference: containerd's annotation for a full name, and
 * the specification's own, which is for the tag alone.
 */
export const nameAnnotations = (reference: string) => ({
  "io.containerd.image.name": nameOnNode(reference),
  "org.opencontainers.image.ref.name": partsOf(reference).tag,
});

const descriptor = (name: string, { digest, content }: Blob) => ({
  mediaType: type(name),
  digest,
  size: content.size,
});

const text = (written: string): Content => ({
  size: Buffer.byteLength(written),
  open: () => Readable.from([Buffer.from(written)]),
});

function jsonBlob(value: unknown): Blob {
  const written = JSON.stringify(value);
  return { digest: sha256(written), content: text(written) };
}

async function blobOf(open: Content["open"]): Promise<Blob> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of open()) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { digest: `sha256:${hash.digest("hex")}`, content: { size, open } };
}

export const sha256 = (written: string): string => `sha256:${createHash("sha256").update(written).digest("hex")}`;
