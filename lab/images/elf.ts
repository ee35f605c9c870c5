import { type FileHandle, open } from "node:fs/promises";
import { LabError } from "../lab-error";

const magic = "\x7fELF";

/** Where the headers of a 64-bit little-endian ELF file say what is asked of it here: offsets in bytes. */
const at = { class: 4, programHeaders: 32, headerSize: 54, headerCount: 56 };

/** A program header of this type names the loader of a dynamically linked program. */
const loader = 3;

/**
 * Makes sure that a program needs nothing else in its image: no loader, no libraries. Without that a container ends with
 * "no such file or directory" about a program that is plainly there.
 *
 * @throws LabError when the file is no 64-bit Linux program, or is dynamically linked
 */
export async function checkStatic(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const header = await bytes(handle, 0, 64);
    const is64Bit = header.toString("latin1", 0, magic.length) === magic && header[at.class] === 2;
    if (!is64Bit) throw new LabError(`${file} is no 64-bit Linux program, so it cannot be put into an image.`);
    const size = header.readUInt16LE(at.headerSize);
    const count = header.readUInt16LE(at.headerCount);
    const headers = await bytes(handle, Number(header.readBigUInt64LE(at.programHeaders)), size * count);
    const types = Array.from({ length: count }, (_, number) => headers.readUInt32LE(number * size));
    if (types.includes(loader)) {
      throw new LabError(`${file} is dynamically linked, and an image has no libraries: build it with CGO_ENABLED=0.`);
    }
  } finally {
    await handle.close();
  }
}

/** So many bytes from an offset on; zeros where the file is shorter. */
async function bytes(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, offset);
  return buffer;
}
