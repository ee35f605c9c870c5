import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatewayAddress } from "../../lab/control-plane/addresses";
import { programPath } from "../../lab/tools";
import { Authority, stranger } from "../backends/support/authority";
import { eventually } from "../lab/lab";
import { ask, networkFile } from "./real-lab";

export const s3Access = { id: "lab", key: "lab-secret" };
const port = 9000;

export type ObjectStorage = Awaited<ReturnType<typeof objectStorage>>;

/**
 * An S3 server in the network of the nodes, at their gateway as one outside of a cluster is. It asks who calls; its
 * certificate is of an authority of its own.
 *
 * @param buckets that it is to have
 * @returns its folder, with one in it for each bucket; settings that lead to it; and how it is ended
 */
export async function objectStorage(...buckets: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "mop-s3-"));
  for (const bucket of buckets) mkdirSync(join(folder, "buckets", bucket), { recursive: true });
  const authority = await Authority.create("object storage");
  const files = await authority.issue({ ...stranger, dnsNames: [], ipAddresses: [gatewayAddress] });
  for (const [name, text] of Object.entries(files) as [string, string][])
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  const at = `${gatewayAddress}:${port}`;
  const server = spawn(
    "nsenter",
    [
      ...[`--net=${networkFile()}`, programPath("versitygw", "versitygw"), "--port", at, "--region", "lab", "--quiet"],
      ...["--cert", join(folder, "tls.crt"), "--key", join(folder, "tls.key"), "--health", "/health"],
      ...["posix", join(folder, "buckets")],
    ],
    { env: { ...process.env, ROOT_ACCESS_KEY: s3Access.id, ROOT_SECRET_KEY: s3Access.key }, stdio: "ignore" },
  );
  const ca = authority.certificate;
  const health = { url: `https://${at}/health`, tls: { ca, servername: "" } };
  await eventually(
    () => ask(health)[0].status,
    (status) => status === 200,
  );
  return {
    folder: join(folder, "buckets"),
    settings: { endpoint: at, region: "lab", pathStyle: true, ca, secret: "mop-object-storage" },
    stop: () => server.kill(),
  };
}
