import { execFile } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { LabError } from "../lab-error";
import { programPath } from "../tools";
import { architecture, nameAnnotations } from "./layout";
import { partsOf } from "./reference";
import { type Entry, writeTar } from "./tar";

/**
 * Pulls an image for this machine's processor into a tar in a folder, or finds it there: its file is named after the
 * reference and what the registry has under it. crane asks with the credentials that `docker login` has left on this
 * machine, if any.
 *
 * @param reference as in a manifest, with a tag, a digest or both
 * @param digest of what the registry has under it, "sha256:<64 hex digits>"; of an index as well
 * @returns full path of the tar, an OCI layout
 * @throws LabError when the registry does not give it; nothing is left behind then
 */
export async function pullImage(reference: string, digest: string, folder: string): Promise<string> {
  const name = reference.replace(/[^A-Za-z0-9.]+/g, "-");
  const tar = join(folder, `pulled-${name}-${digest.replace("sha256:", "").slice(0, 16)}.tar`);
  if (existsSync(tar)) return tar;
  await mkdir(folder, { recursive: true });
  const layout = `${tar}.${process.pid}.layout`;
  try {
    // Not by its tag, which may have moved since; and as a layout, as only that keeps the manifest and so its digest.
    const image = `${partsOf(reference).repository}@${digest}`;
    const args = ["pull", "--format", "oci", "--platform", `linux/${architecture}`, image, layout];
    await promisify(execFile)(programPath("crane", "crane"), args);
    await nameImage(layout, reference);
    await writeTar(await entriesOf(layout), tar);
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    const said = (stderr.trim() || message).split("\n").at(-1);
    throw new LabError(
      `${reference} could not be pulled: ${said}. Start again, or with MOP_OFFLINE=1, which builds what can be built instead.`,
    );
  } finally {
    await rm(layout, { recursive: true, force: true });
  }
  return tar;
}

/** Gives the one image of a layout its name, as crane knows it by its digest alone. */
async function nameImage(layout: string, reference: string): Promise<void> {
  const file = join(layout, "index.json");
  const index = JSON.parse(await readFile(file, "utf8")) as { manifests: object[] };
  const manifests = index.manifests.map((manifest) => ({ ...manifest, annotations: nameAnnotations(reference) }));
  await writeFile(file, JSON.stringify({ ...index, manifests }));
}

/** The files and folders below a folder, every folder before what is in it. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const paths = (await readdir(folder, { recursive: true })).sort();
  return Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      const found = await stat(file);
      if (found.isDirectory()) return { path, mode: 0o755 };
      return { path, mode: 0o644, content: { size: found.size, open: () => createReadStream(file) } };
    }),
  );
}
