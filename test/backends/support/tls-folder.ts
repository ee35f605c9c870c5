import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Life, ours } from "./authority";
import type { Bench } from "./program";
import type { Rendered } from "./rendered";

/** What stands for /etc/tls of one process: a folder that is filled and changed as the kubelet does it. */
export class TlsFolder {
  readonly path: string;

  constructor(
    bench: Bench,
    /** The process that it is for. */
    name: string,
    /** What is in it now, by name. */
    public files: Readonly<Record<string, string>>,
  ) {
    this.path = join(bench.folder, `${name}-tls`);
    mkdirSync(this.path);
    this.put(files);
    for (const file of Object.keys(files)) symlinkSync(join("..data", file), join(this.path, file));
  }

  /** Changes all files at once: they are behind one link, which is replaced. */
  put(files: Readonly<Record<string, string>>): void {
    this.files = files;
    const folder = mkdtempSync(join(this.path, "..version-"));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    const link = join(this.path, "..data_tmp");
    symlinkSync(basename(folder), link);
    renameSync(link, join(this.path, "..data"));
  }
}

/** The files in a workload's /etc/tls, with a new key; undefined in a stack without TLS. */
export async function tlsFiles(rendered: Rendered, workload: string, life: Life = {}, authority = ours) {
  const spec = rendered.certificate(workload);
  if (spec === undefined) return undefined;
  return { ...(await (await authority).issue(spec, life)), ...rendered.trust() };
}

/** @param name the process that it is for: one of a workload's replicas */
export async function tlsFolder(
  bench: Bench,
  rendered: Rendered,
  workload: string,
  { name = workload, life }: { readonly name?: string; readonly life?: Life } = {},
) {
  const files = await tlsFiles(rendered, workload, life);
  return files && new TlsFolder(bench, name, files);
}
