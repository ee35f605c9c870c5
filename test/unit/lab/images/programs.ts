import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one file of tests, gone after them. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mop-images-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Type of a program header: 1 is a part to be loaded, 3 the name of a loader. */
type Header = 1 | 3;

/** The smallest thing that is read as a 64-bit ELF program: its header, then one program header of each type. */
export function elf(...types: readonly Header[]): Buffer {
  const size = 56;
  const program = Buffer.alloc(64 + size * types.length);
  program.write("\x7fELF", "latin1");
  program[4] = 2;
  program.writeBigUInt64LE(64n, 32);
  program.writeUInt16LE(size, 54);
  program.writeUInt16LE(types.length, 56);
  types.forEach((type, number) => program.writeUInt32LE(type, 64 + size * number));
  return program;
}

/** Writes it, and tells where. */
export function written(folder: string, name: string, content: Buffer | string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
