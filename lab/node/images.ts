import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RealNode } from "../control-plane/addresses";
import { nodeReferences } from "../images";
import { LabError } from "../lab-error";
import { runInside } from "./holder";
import { nodeFolder } from "./machine";

/** An image as a file, as an OCI layout or in the form of `docker save`: a node reaches no registry. */
export interface NodeImage {
  /** Full path of the tar. */
  readonly tar: string;
  /** What is in it, in words for `lab status`; absent for a tar that others made. */
  readonly holds?: string;
  /** The names that it goes by, unless a tar that others made brought an image of that name before. */
  readonly references?: readonly string[];
}

/** A tar that was imported: when it was written, and the images that came of it. */
export interface Imported {
  readonly tar: string;
  readonly written: number;
  readonly names: readonly string[];
  readonly holds?: string;
}

const recordFile = (node: RealNode): string => join(nodeFolder(node), "images.json");

/** What was imported into a node's containerd, which keeps it until the lab is purged. */
export const importedImages = (node: RealNode): readonly Imported[] =>
  existsSync(recordFile(node)) ? (JSON.parse(readFileSync(recordFile(node), "utf8")) as Imported[]) : [];

/** Names in what `ctr images import` prints: a line "unpacking NAME (DIGEST)..." for each. */
export const namesIn = (output: string): string[] =>
  [...output.matchAll(/^unpacking (\S+) \(/gm)].map(([, name]) => name);

/** A name means what was imported under it last. */
const withoutNames = (imported: readonly Imported[], names: readonly string[]): Imported[] =>
  imported
    .map((before) => ({ ...before, names: before.names.filter((name) => !names.includes(name)) }))
    .filter((before) => before.names.length > 0);

/**
 * Whether a tar has to be imported: not when that was done already, nor when it would take the place of what others made,
 * which stays until the lab is purged or others bring something else.
 *
 * @param written milliseconds since 1970
 */
export const isWanted = (imported: readonly Imported[], { tar, references = [] }: NodeImage, written: number) =>
  !imported.some(
    (before) =>
      (before.tar === tar && before.written === written) ||
      (before.holds === undefined && before.names.some((name) => references.includes(name))),
  );

/**
 * Imports what is new or was written anew since the last time.
 *
 * @throws LabError when a file is not there or no image, or when the two that a node needs are not among all so far
 */
export async function importImages(node: RealNode, images: readonly NodeImage[]): Promise<void> {
  let imported = importedImages(node);
  for (const image of images) {
    const { tar, holds } = image;
    if (!existsSync(tar)) throw new LabError(`There is no image ${tar}.`);
    const written = statSync(tar).mtimeMs;
    if (!isWanted(imported, image, written)) continue;
    const output = await runInside(node, "ctr", "--namespace", "k8s.io", "images", "import", tar).catch(
      (error: unknown) => {
        const { stderr } = error as { stderr?: string };
        throw new LabError(`${tar} cannot be imported: ${(stderr ?? String(error)).trim()}`);
      },
    );
    const names = namesIn(output);
    imported = [...withoutNames(imported, names), { tar, written, names, holds }];
    writeFileSync(recordFile(node), JSON.stringify(imported));
  }
  const names = imported.flatMap((image) => image.names);
  const missing = Object.values(nodeReferences).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new LabError(
      `The real node has no image ${missing.join(" and none ")}. Start the lab again: npm run lab -- start --node real`,
    );
  }
}
