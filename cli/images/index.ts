import { referenceOf } from "../../settings";
import { exitCode, Failure } from "../failure";
import { check } from "./check";
import { type Images, imagesFile, readImages } from "./file";
import { resolve } from "./resolve";

/** What to do with the images: one of the first three; a registry with `list` alone. */
export interface ImagesOptions {
  readonly list?: true;
  readonly resolve?: true;
  readonly check?: true;
  /** Registry host and path of a mirror, "registry.example.com/mirror". */
  readonly registry?: string;
}

/**
 * `npm run images`: every image of the stack, for mirroring, pinning and keeping up to date.
 *
 * @throws Failure in full words
 */
export async function imagesCommand(options: ImagesOptions, file = imagesFile, now = new Date()): Promise<void> {
  refuseNonsense(options);
  if (options.list) console.log(list(readImages(file), options.registry).join("\n"));
  if (options.resolve) await resolve(file);
  if (options.check) await check(file, now);
}

/** One reference a line; with a registry "source target", as `xargs -n2 crane copy` reads it. */
export function list(images: Images, registry?: string): string[] {
  const lines = Object.values(images).map((image) => {
    const source = referenceOf(image);
    // A copy keeps its digest, but no tool takes one as the name of what it is to write.
    return registry === undefined
      ? source
      : `${source} ${referenceOf({ ...image, digest: null }, image.version, registry)}`;
  });
  return lines.sort();
}

function refuseNonsense({ registry, ...actions }: ImagesOptions): void {
  const refuse = (text: string): never => {
    throw new Failure(text, exitCode.badInput);
  };
  const chosen = Object.keys(actions);
  if (chosen.length !== 1) refuse("What about the images? Give one of --list, --resolve and --check.");
  if (registry !== undefined && !actions.list) refuse("--registry goes with --list.");
  if (registry !== undefined && !/^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)*$/.test(registry)) {
    refuse(
      `--registry "${registry}" is no registry: give a host and perhaps a path, such as registry.example.com/mirror.`,
    );
  }
  if (!actions.list && process.env.MOP_OFFLINE === "1") {
    refuse(`--${chosen[0]} asks registries, and MOP_OFFLINE=1 forbids it.`);
  }
}
