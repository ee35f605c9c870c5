import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { buildImage } from "../../../../lab/images/build";
import type { ImageSpec } from "../../../../lab/images/spec";
import { tarOf } from "../../../../lab/images/tar";
import { elf, ownFolder, written } from "./programs";

/** What no image can be built of, in the words that a person reads. */

const folder = ownFolder();
const program = written(folder, "tiny", elf(1));

const faultOf = (change: Partial<ImageSpec>): Promise<string> =>
  buildImage(
    "tiny",
    {
      references: ["docker.io/example/tiny:1.0"],
      programs: { "/tiny": program },
      entrypoint: ["/tiny"],
      labels: {},
      ...change,
    },
    join(folder, "images"),
  ).then(
    () => "none",
    (error: Error) => `${error.name}: ${error.message}`,
  );

const digest = `sha256:${"0".repeat(64)}`;

test.each<[Partial<ImageSpec>, string]>([
  [{ references: [] }, "it has no reference"],
  ...[
    "docker.io/example/tiny",
    "tiny:1.0",
    "docker.io/example/tiny:1.0@sha256:0",
    `docker.io/example/tiny@${digest}`,
  ].map((name): [Partial<ImageSpec>, string] => [
    { references: [name] },
    `${name} is not of the form host/path:tag, with or without @sha256:<64 hex digits>`,
  ]),
  [{ programs: { tiny: program }, entrypoint: ["tiny"] }, "tiny is not a plain absolute path"],
  [{ folders: { "/a/../b": 0o755 } }, "/a/../b is not a plain absolute path"],
  [{ workingDirectory: "work" }, "work is not a plain absolute path"],
  [{ entrypoint: ["/other"] }, "its entrypoint /other is none of its programs"],
  [{ entrypoint: [] }, "its entrypoint undefined is none of its programs"],
  [{ user: "loki" }, "its user loki is no number"],
  [{ references: [], user: "loki" }, "it has no reference; its user loki is no number"],
])("%j: %s", async (change, fault) => {
  expect(await faultOf(change)).toBe(`LabError: No image can be built of this: ${fault}.`);
});

test("a program that is not there, or is a folder", async () => {
  const fault = (file: string) => `LabError: ${file} is not there, so /tiny cannot be put into an image.`;
  for (const file of [join(folder, "missing"), folder]) {
    expect(await faultOf({ programs: { "/tiny": file } })).toBe(fault(file));
  }
});

test("a program that is dynamically linked", async () => {
  const file = written(folder, "dynamic", elf(1, 3));
  expect(await faultOf({ programs: { "/tiny": file } })).toBe(
    `LabError: ${file} is dynamically linked, and an image has no libraries: build it with CGO_ENABLED=0.`,
  );
});

test.each(["", "#!/bin/sh\n"])("a file that is no program: %j", async (content) => {
  const file = written(folder, "script", content);
  expect(await faultOf({ programs: { "/tiny": file } })).toBe(
    `LabError: ${file} is no 64-bit Linux program, so it cannot be put into an image.`,
  );
});

test("a file that changes its length while it is packed", async () => {
  const content = { size: 4, open: () => Readable.from([Buffer.from("12345")]) };
  await expect(buffer(tarOf([{ path: "file", mode: 0o644, content }]))).rejects.toThrow("Size mismatch");
});
