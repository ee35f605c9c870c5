import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep } from "../../../launcher/cache";

const own = mkdtempSync(join(tmpdir(), "mop-cache-"));
afterAll(() => rmSync(own, { recursive: true }));

function folderWith(name: string, file: string): string {
  const folder = join(own, name);
  mkdirSync(folder);
  writeFileSync(join(folder, file), "");
  return folder;
}

test("a finished folder gets its name, and one that another process finished before stays", () => {
  const folder = join(own, "node");
  keep(folderWith("node.1", "first"), folder);
  keep(folderWith("node.2", "second"), folder);
  expect(readdirSync(folder)).toEqual(["first"]);
});

test("what cannot be named is told", () => {
  expect(() => keep(join(own, "none"), join(own, "nowhere"))).toThrow(/^ENOENT: no such file or directory, rename /);
});
