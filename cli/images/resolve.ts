import { Failure } from "../failure";
import { askAll } from "./ask";
import { readImages, shownFile, writeImages } from "./file";

/**
 * `--resolve`: asks for the digest of every image and writes them to the file.
 *
 * @throws Failure where any image cannot be asked about; the file is then as it was
 */
export async function resolve(file: string): Promise<void> {
  const images = readImages(file);
  const { answers, refusals } = await askAll(images, (repository, { version }) => repository.digest(version));
  if (refusals.length > 0) {
    const count = `${refusals.length} of ${Object.keys(images).length} images`;
    throw new Failure([`${count} could not be resolved; ${shownFile} is as it was.`, ...refusals].join("\n\n"));
  }
  const resolved = [...answers].map(([name, digest]) => [name, { ...images[name], digest }] as const);
  const changed = resolved.filter(([name, { digest }]) => digest !== images[name].digest);
  if (changed.length > 0) writeImages(file, Object.fromEntries(resolved));
  for (const [name, { version, digest }] of changed) {
    console.log(`${name} ${version}: ${digest}, was ${images[name].digest ?? "not known"}`);
  }
  console.log(`${shownFile}: ${changed.length} of ${resolved.length} digests changed.`);
}
