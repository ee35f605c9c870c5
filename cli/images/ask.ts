import { type Image, referenceOf } from "../../settings";
import { Refusal, Repository } from "../registry";
import type { Images } from "./file";

/** What the registries said about the images. */
export interface Answers<T> {
  readonly answers: ReadonlyMap<string, T>;
  /** For each image without an answer a block: what was asked, what was answered, what to do. */
  readonly refusals: readonly string[];
}

/** Asks about all images side by side. One that cannot be asked about keeps none of the others from its answer. */
export async function askAll<T>(
  images: Images,
  ask: (repository: Repository, image: Image) => Promise<T>,
): Promise<Answers<T>> {
  const answers = new Map<string, T>();
  const refusals: string[] = [];
  const asked = Object.entries(images).map(async ([name, image]) => ({
    name,
    image,
    outcome: await ask(new Repository(image.repository), image).catch(asRefusal),
  }));
  for (const { name, image, outcome } of await Promise.all(asked)) {
    if (outcome instanceof Refusal) refusals.push(told(name, image, outcome));
    else answers.set(name, outcome);
  }
  return { answers, refusals };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

const told = (name: string, image: Image, { asked, answered, mend }: Refusal): string =>
  block(`  ${name} (${referenceOf({ ...image, digest: null })})`, { asked, answered, mend });

/** A title, and below it what belongs to it: "loki 3.7.8", "  newest:   3.7.8". */
export function block(title: string, rows: Readonly<Record<string, string>>): string {
  const indent = " ".repeat(title.search(/\S/) + 2);
  const width = Math.max(...Object.keys(rows).map((key) => key.length)) + 3;
  return [title, ...Object.entries(rows).map(([key, text]) => indent + `${key}:`.padEnd(width) + text)].join("\n");
}
