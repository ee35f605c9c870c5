import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path/posix";
import { LabError } from "../lab-error";
import { checkStatic } from "./elf";
import type { ImageSpec } from "./spec";
import type { Entry } from "./tar";

/**
 * The files and folders of an image's one layer, by path, every folder before what is in it.
 *
 * @throws LabError when a program is not there or cannot run alone
 */
export async function layerOf({ programs, folders = {}, workingDirectory = "/" }: ImageSpec): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  const add = (path: string, entry: Omit<Entry, "path">) => entries.set(path, { path: path.slice(1), ...entry });
  const needed = [...Object.keys(programs).map(dirname), ...Object.keys(folders), workingDirectory];
  for (const folder of needed.flatMap(withParents)) add(folder, { mode: folders[folder] ?? 0o755 });
  for (const [path, file] of Object.entries(programs)) {
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) throw new LabError(`${file} is not there, so ${path} cannot be put into an image.`);
    await checkStatic(file);
    add(path, { mode: 0o755, content: { size: found.size, open: () => createReadStream(file) } });
  }
  return [...entries.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** A folder and all that it is in, less the root, which every image has. */
const withParents = (folder: string): string[] => (folder === "/" ? [] : [...withParents(dirname(folder)), folder]);
