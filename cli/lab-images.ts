import { setTimeout as sleep } from "node:timers/promises";
import {
  buildImages,
  contentOf,
  imagesFolder,
  imageTools,
  nameOnNode,
  nodeReferences,
  partsOf,
  pullImage,
  stackReferences,
} from "../lab/images";
import type { NodeImage } from "../lab/node";
import type { ToolName } from "../lab/tools";
import { offline } from "./engine/offline";
import { Refusal, Repository, Unreachable } from "./registry";

/** Milliseconds that registries may take to say what they have; those who do not are not in reach. */
const patience = 5_000;

/** What registries in reach say, by reference: an image's digest, or why they do not give it: "404 Not Found". */
export type Answers = ReadonlyMap<string, { readonly digest: string } | { readonly refused: string }>;

/** Asks the registries of images side by side what they have. Those out of reach are missing in what comes of it. */
export async function askRegistries(references: readonly string[], milliseconds = patience): Promise<Answers> {
  const asked = references.map(async (reference) => {
    const answer = await Promise.race([ask(reference), sleep(milliseconds, undefined, { ref: false })]);
    return answer ? [[reference, answer] as const] : [];
  });
  return new Map((await Promise.all(asked)).flat());
}

async function ask(reference: string) {
  const { repository, tag = "latest", digest } = partsOf(reference);
  try {
    return { digest: await new Repository(repository).digest(digest ?? tag) };
  } catch (error) {
    if (error instanceof Unreachable) return undefined;
    if (error instanceof Refusal) return { refused: error.answered };
    throw error;
  }
}

/** How the images that real nodes and a stack need are had: from their registries, or made by the lab. */
export interface ImagePlan {
  /** What that takes. */
  readonly tools: readonly ToolName[];
  /** What is built although its registry answers, and why; undefined where there is no such image. */
  readonly note?: string;
  /** @throws LabError in one line, also where a registry does not give what it said it has */
  readonly images: () => Promise<NodeImage[]>;
}

/** With MOP_OFFLINE=1 no registry is asked. */
export async function planImages(): Promise<ImagePlan> {
  const references = [...Object.values(nodeReferences), ...stackReferences];
  return planOf(references, offline ? new Map() : await askRegistries(references));
}

/** What a registry has is pulled, all else is built. */
export function planOf(references: readonly string[], answers: Answers): ImagePlan {
  const digests = new Map<string, string>();
  const refusals: string[] = [];
  for (const [reference, answer] of answers) {
    if ("digest" in answer) digests.set(reference, answer.digest);
    else refusals.push(`${reference} (${answer.refused})`);
  }
  const others = references.filter((reference) => !digests.has(reference));
  return {
    tools: [...(digests.size > 0 ? ["crane" as const] : []), ...imageTools(others)],
    note: refusals.length > 0 ? `built, as their registries do not give them: ${refusals.join(", ")}` : undefined,
    images: async () => [...(await pulled(digests)), ...(await built(others))],
  };
}

const pulled = (digests: ReadonlyMap<string, string>): Promise<NodeImage[]> =>
  Promise.all(
    [...digests].map(async ([reference, digest]) => ({
      tar: await pullImage(reference, digest, imagesFolder),
      holds: `pulled from its registry, ${digest}`,
      references: [nameOnNode(reference)],
    })),
  );

const built = async (references: readonly string[]): Promise<NodeImage[]> =>
  (await buildImages(references)).map(({ tar, name, references: own }) => ({
    tar,
    holds: contentOf(name, own),
    references: own.map(nameOnNode),
  }));
