import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { LabError } from "../lab-error";
import { programPath } from "../tools";
import { architecture } from "./layout";

/**
 * Pulls an image for this machine's processor into a tar in a folder, or finds it there: its file is named after what
 * the registry has. crane asks with the credentials that `docker login` has left on this machine, if any.
 *
 * @param reference as in a manifest, with a tag: the name that the image goes by on a node
 * @param digest of what the registry has under it, "sha256:<64 hex digits>"
 * @returns full path of the tar
 * @throws LabError when the registry does not give it; nothing is left behind then
 */
export async function pullImage(reference: string, digest: string, folder: string): Promise<string> {
  const name = reference.replace(/:[^:/]*$/, "").replace(/[^a-z0-9]+/g, "-");
  const tar = join(folder, `pulled-${name}-${digest.replace("sha256:", "").slice(0, 16)}.tar`);
  if (existsSync(tar)) return tar;
  await mkdir(folder, { recursive: true });
  const unfinished = `${tar}.${process.pid}`;
  try {
    const args = ["pull", "--platform", `linux/${architecture}`, reference, unfinished];
    await promisify(execFile)(programPath("crane", "crane"), args);
    await rename(unfinished, tar);
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    const said = (stderr.trim() || message).split("\n").at(-1);
    throw new LabError(
      `${reference} could not be pulled: ${said}. Start again, or with MOP_OFFLINE=1, which builds what can be built instead.`,
    );
  } finally {
    await rm(unfinished, { force: true });
  }
  return tar;
}
