import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../lab/images/build";

/** Builds an image of a program of the tests' own. @returns path of its tar */
export async function programImage(name: string, reference: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "mop-"));
  const file = join(folder, name);
  execFileSync("go", ["build", "-trimpath", "-ldflags", "-s -w", "-o", file, "main.go"], {
    cwd: join(__dirname, "programs", name),
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
  });
  const programs = { "/program": file };
  const spec = { references: [reference], programs, entrypoint: ["/program"], user: "65532:65532", labels: {} };
  return (await buildImage(name, spec, folder)).tar;
}
