import { join } from "node:path";
import { type ImageName, imageReference, images } from "../../settings/images";
import { cache } from "../folders";
import { LabError } from "../lab-error";
import { build, programPath, type ToolName, tools } from "../tools";
import { buildImage, type Built } from "./build";
import { type LabImage, type LabImageName, labImages } from "./catalogue";
import { partsOf } from "./reference";
import type { ImageSpec } from "./spec";

/** The door of this folder: images for a node, pulled from a registry or built from what the lab builds. */

export type { Built } from "./build";
export { pullImage } from "./pull";
export { nameOnNode, partsOf } from "./reference";

/** Where images are kept, by what they hold. All checkouts of this machine share them. */
export const imagesFolder = join(cache, "images");

/** The two images that a node itself needs. */
export const nodeReferences = {
  pause: "registry.k8s.io/pause:3.10",
  dns: `registry.k8s.io/coredns/coredns:${tools.coredns.version}`,
} as const;

/** The images of a stack that keeps to what settings/images.json says. */
export const stackReferences: readonly string[] = (Object.keys(images) as ImageName[]).map((name) =>
  imageReference(name, images[name].version),
);

/**
 * Which of the lab's images goes by a reference, from whatever registry or mirror:
 * "registry.example.com/mirror/grafana/loki:3.7.8" is "grafana/loki".
 *
 * @throws LabError when it is none of them
 */
export function labImageOf(reference: string): LabImageName {
  const { repository } = partsOf(reference);
  const names = Object.keys(labImages) as LabImageName[];
  const found = names.find((name) => repository.endsWith(`/${name}`));
  if (found) return found;
  throw new LabError(`The lab has no image that could go by ${reference}. It has: ${names.join(", ")}.`);
}

/** What an image is made of. @param references the names that it is to be found under */
export function specOf(name: LabImageName, references: readonly string[]): ImageSpec {
  const { tool, title, version, source, revision, standIn, ...rest }: LabImage = labImages[name];
  return {
    ...rest,
    references,
    programs: { [rest.entrypoint[0]]: programPath(tool, tool) },
    labels: {
      "org.opencontainers.image.title": title,
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.source": source,
      ...(revision === undefined ? {} : { "org.opencontainers.image.revision": revision }),
      ...(standIn === undefined ? {} : { "mop.invalid/stand-in": standIn }),
    },
  };
}

/**
 * Builds the images that go by these references, one for each program; what is there already is not built again. A
 * program that is not there is built first, which takes minutes for the large ones.
 *
 * @throws LabError in one line
 */
export async function buildImages(references: readonly string[]): Promise<(Built & { name: LabImageName })[]> {
  const byName = new Map<LabImageName, string[]>();
  for (const reference of [...new Set(references)].sort()) {
    const name = labImageOf(reference);
    byName.set(name, [...(byName.get(name) ?? []), reference]);
  }
  const built = [];
  for (const [name, own] of byName) {
    await build(labImages[name].tool);
    built.push({ name, ...(await buildImage(name.replace("/", "-"), specOf(name, own), imagesFolder)) });
  }
  return built;
}

/** What is really in an image that goes by these references, for a person: `lab status` shows it. */
export function contentOf(name: LabImageName, references: readonly string[]): string {
  const { title, version, standIn }: LabImage = labImages[name];
  const content = standIn ?? `${title} ${version}`;
  const promised = references.some((reference) => partsOf(reference).digest !== undefined);
  return promised ? `built here, not what its digest names: ${content}` : content;
}

/** The tools of which the images are made that go by these references. */
export const imageTools = (references: readonly string[]): ToolName[] => [
  ...new Set(references.map((reference) => labImages[labImageOf(reference)].tool)),
];
