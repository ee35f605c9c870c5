import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { layerOf } from "./layer";
import { layoutOf, sha256 } from "./layout";
import { checkSpec, type ImageSpec } from "./spec";
import { writeTar } from "./tar";

export interface Built {
  readonly references: readonly string[];
  /** What `ctr --namespace k8s.io images import` takes. */
  readonly tar: string;
  /** Digest of the image's manifest, "sha256:<64 hex digits>". */
  readonly digest: string;
}

/**
 * Builds an image with one layer into a tar in a folder, or finds it there: its file's name is made of what it holds,
 * so the same programs under the same references are written once. A build that is cut short leaves nothing behind that
 * a later one would take for whole.
 *
 * @param name what the file's name begins with
 * @throws LabError in one line, when the image cannot be built of what is given
 */
export async function buildImage(name: string, spec: ImageSpec, folder: string): Promise<Built> {
  checkSpec(spec);
  const { digest, index, entries } = await layoutOf(spec, await layerOf(spec));
  const tar = join(folder, `${name}-${sha256(index).slice("sha256:".length).slice(0, 16)}.tar`);
  if (!existsSync(tar)) {
    await mkdir(folder, { recursive: true });
    await writeTar(entries, tar);
  }
  return { references: spec.references, tar, digest };
}
