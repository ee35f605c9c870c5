import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Authority, stranger } from "./authority";
import { freePort } from "./ports";
import type { Bench } from "./program";
import { TlsFolder } from "./tls-folder";

export const s3Access = { AWS_ACCESS_KEY_ID: "backends", AWS_SECRET_ACCESS_KEY: "backends-secret" };

/**
 * An S3 server that asks who calls, with the buckets of test/fixtures. Its certificate is of an authority that has
 * nothing to do with that of the stacks.
 */
export async function objectStorage(bench: Bench) {
  const authority = await Authority.create("object storage");
  const tls = new TlsFolder(bench, "s3", { ...(await authority.issue(stranger)) });
  const ca = authority.certificate;
  const port = await freePort();
  const folder = join(bench.folder, "buckets");
  for (const bucket of ["lab-traces", "lab-metrics", "lab-logs"]) mkdirSync(join(folder, bucket), { recursive: true });
  await bench.start("s3", "versitygw", {
    args: [
      ...["--port", `127.0.0.1:${port}`, "--cert", join(tls.path, "tls.crt"), "--key", join(tls.path, "tls.key")],
      ...["--region", "lab", "--health", "/health", "--quiet", "posix", folder],
    ],
    env: { ROOT_ACCESS_KEY: s3Access.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: s3Access.AWS_SECRET_ACCESS_KEY },
    ready: `https://127.0.0.1:${port}/health`,
    ca,
  });
  return { folder, settings: { objectStorage: { endpoint: `127.0.0.1:${port}`, pathStyle: true, ca } } };
}
