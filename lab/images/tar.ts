import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { pack as newPack, type Pack } from "tar-stream";

/** Bytes that are read anew each time they are asked for, so that nothing large is ever held in memory. */
export interface Content {
  /** In bytes; what is read has to be exactly as long. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface Entry {
  /** Path without a slash in front: "usr/bin/loki". */
  readonly path: string;
  /** Permission bits: 0o755. */
  readonly mode: number;
  /** Absent for a folder. */
  readonly content?: Content;
}

/**
 * A tar of these entries, in their order, as a stream. It depends on nothing else: owner and group are root, and all
 * was changed last in 1970.
 *
 * The stream fails when something cannot be read, or is not as long as it was said to be.
 */
export function tarOf(entries: readonly Entry[]): AsyncIterable<Uint8Array> {
  const pack = newPack();
  fill(pack, entries).catch((error: Error) => pack.destroy(error));
  return pack as AsyncIterable<Uint8Array>;
}

/** Writes a tar to a file. One that is cut short leaves nothing behind that would later be taken for whole. */
export async function writeTar(entries: readonly Entry[], file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  try {
    await pipeline(tarOf(entries), createWriteStream(unfinished));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function fill(pack: Pack, entries: readonly Entry[]): Promise<void> {
  for (const { path, mode, content } of entries) {
    const header = { name: path, mode, mtime: new Date(0), uid: 0, gid: 0 };
    if (content) await pipeline(content.open(), pack.entry({ ...header, type: "file", size: content.size }));
    else pack.entry({ ...header, type: "directory" });
  }
  pack.finalize();
}
