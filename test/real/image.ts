import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Builds a program of the tests' own. @returns its path */
export function goProgram(name: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), name);
  execFileSync("go", ["build", "-trimpath", "-ldflags", "-s -w", "-o", file, "main.go"], {
    cwd: join(__dirname, "programs", name),
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
  });
  return file;
}

/** Makes an image that holds one static program, in the form of `docker save`. @returns path of its tar */
export function imageOf(reference: string, program: string): string {
  const folder = mkdtempSync(join(tmpdir(), "mop-"));
  const root = join(folder, "root");
  mkdirSync(root);
  copyFileSync(program, join(root, "program"));
  const tar = (file: string, from: string) =>
    execFileSync("tar", ["--create", "--file", file, "--directory", from, "."]);
  const image = join(folder, "image");
  mkdirSync(image);
  tar(join(image, "layer.tar"), root);
  const layer = createHash("sha256")
    .update(readFileSync(join(image, "layer.tar")))
    .digest("hex");
  const config = {
    architecture: { x64: "amd64" }[process.arch as string] ?? process.arch,
    os: "linux",
    config: { Entrypoint: ["/program"], User: "65532:65532" },
    rootfs: { type: "layers", diff_ids: [`sha256:${layer}`] },
  };
  writeFileSync(join(image, "config.json"), JSON.stringify(config));
  const manifest = [{ Config: "config.json", RepoTags: [reference], Layers: ["layer.tar"] }];
  writeFileSync(join(image, "manifest.json"), JSON.stringify(manifest));
  tar(join(folder, "image.tar"), image);
  return join(folder, "image.tar");
}
