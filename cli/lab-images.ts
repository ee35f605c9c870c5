import { setTimeout as sleep } from "node:timers/promises";
import {
  buildImages,
  contentOf,
  imagesFolder,
  imageTools,
  nodeReferences,
  pullImage,
  stackReferences,
} from "../lab/images";
import type { NodeImage } from "../lab/node";
import type { ToolName } from "../lab/tools";
import { offline } from "./engine/offline";
import { Refusal, Repository } from "./registry";

/** Milliseconds that registries may take to say what they have; those who do not are not in reach. */
const patience = 5_000;

/** Digest of an image by its reference, of those that a registry in reach has. */
export type Digests = ReadonlyMap<string, string>;

/** Asks the registries of images side by side what they have. */
export async function digestsInReach(references: readonly string[]): Promise<Digests> {
  const asked = references.map(async (reference) => [reference, await digestOf(reference)] as const);
  return new Map((await Promise.all(asked)).filter((one): one is [string, string] => one[1] !== undefined));
}

async function digestOf(reference: string): Promise<string | undefined> {
  const [, repository, tag] = /^(.*):([^:/]+)$/.exec(reference) as RegExpExecArray;
  const answer = new Repository(repository).digest(tag).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  return Promise.race([answer, sleep(patience, undefined, { ref: false })]);
}

/** How the images that real nodes and a stack need are had: from their registries, or made by the lab. */
export interface ImagePlan {
  /** What that takes. */
  readonly tools: readonly ToolName[];
  readonly images: () => Promise<NodeImage[]>;
}

/** With MOP_OFFLINE=1 no registry is asked. */
export async function planImages(): Promise<ImagePlan> {
  const references = [...Object.values(nodeReferences), ...stackReferences];
  return planOf(references, offline ? new Map() : await digestsInReach(references));
}

/** @param digests of those that are pulled; all others are built */
export function planOf(references: readonly string[], digests: Digests): ImagePlan {
  const others = references.filter((reference) => !digests.has(reference));
  return {
    tools: [...(digests.size > 0 ? ["crane" as const] : []), ...imageTools(others)],
    images: async () => [...(await pulled(digests)), ...(await built(others))],
  };
}

const pulled = (digests: Digests): Promise<NodeImage[]> =>
  Promise.all(
    [...digests].map(async ([reference, digest]) => ({
      tar: await pullImage(reference, digest, imagesFolder),
      holds: `pulled from its registry, ${digest}`,
    })),
  );

const built = async (references: readonly string[]): Promise<NodeImage[]> =>
  (await buildImages(references)).map(({ tar, name }) => ({ tar, holds: contentOf(name) }));
