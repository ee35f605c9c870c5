import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { CertificateSpec } from "../../lab/signer/resources";
import { Authority } from "../backends/support/authority";
import { eventually } from "../lab/lab";
import { pods } from "./pods";
import { containerProcesses, holder, kubectl } from "./real-lab";

/** What tests break in a namespace of the stack. Pods are those of StatefulSets with one replica. */
export class Faults {
  private readonly stranger = Authority.create("stranger");

  constructor(private readonly namespace: string) {}

  /** Kills the one process of a program, and waits until its pod is ready again. @param pod as `pods` has it then */
  async kill(program: string, pod: string): Promise<void> {
    const [victim, ...others] = containerProcesses(program);
    expect(others).toEqual([]);
    process.kill(victim, "SIGKILL");
    await eventually(pods, (seen) => seen.includes(pod), 120);
  }

  /** Takes pods away, as a stop of theirs does. */
  async stop(...names: string[]): Promise<void> {
    this.scale(0, names);
    await eventually(pods, (seen) => !seen.some((pod) => names.some((name) => this.isOf(name, pod))), 120);
  }

  async start(...names: string[]): Promise<void> {
    this.scale(1, names);
    await this.ready(...names);
  }

  private scale(replicas: number, names: readonly string[]): void {
    kubectl("scale", "statefulset", ...names, "--namespace", this.namespace, `--replicas=${replicas}`);
  }

  private isOf = (name: string, pod: string) => pod.startsWith(`${this.namespace} ${name}-0 `);

  private ready = (...names: string[]) =>
    eventually(pods, (seen) => names.every((name) => seen.some((pod) => this.isOf(name, pod) && / ready,/.test(pod))));

  /** Replaces pods by such as show the certificate of an authority that nobody knows. */
  async showStrangers(...names: string[]): Promise<void> {
    for (const name of names) {
      // The annotations stay, by which the lab's signer takes it for its own.
      const patch = JSON.stringify({ stringData: await this.strangerAs(name) });
      kubectl("patch", "secret", `${name}-tls`, "--namespace", this.namespace, "--patch", patch);
    }
    await this.replace(names);
  }

  /** A certificate as the Certificate of this name asks for it, of an authority that nobody knows. */
  async strangerAs(name: string) {
    const asked = kubectl("get", "certificate", name, "--namespace", this.namespace, "--output", "json");
    return (await this.stranger).issue((JSON.parse(asked) as { spec: CertificateSpec }).spec);
  }

  /** Has certificates issued anew, and pods replaced by such as show them. */
  async showOwn(...names: string[]): Promise<void> {
    const secrets = names.map((name) => `${name}-tls`);
    kubectl("delete", "secret", ...secrets, "--namespace", this.namespace);
    await this.replace(names);
  }

  private async replace(names: readonly string[]): Promise<void> {
    kubectl("delete", "pod", ...names.map((name) => `${name}-0`), "--namespace", this.namespace);
    await this.ready(...names);
  }

  /** Lays a disk of its own, small and empty, over the volume of a pod that is away. It goes with the node. */
  smallDisk(name: string): Disk {
    const get = (...of: string[]) => kubectl("get", ...of, "--namespace", this.namespace);
    const volume = get("pvc", `data-${name}-0`, "--output", "jsonpath={.spec.volumeName}");
    const folder = get("pv", volume, "--output", "jsonpath={.spec.local.path}");
    const inNode = (...words: string[]) =>
      execFileSync("nsenter", ["--target", String(holder()), "--mount", ...words], { encoding: "utf8" });
    const owners = inNode("stat", "--format", "uid=%u,gid=%g,mode=%a", folder).trim();
    inNode("mount", "-t", "tmpfs", "-o", `size=64m,${owners}`, "tmpfs", folder);
    return new Disk(join("/proc", String(holder()), "root", folder));
  }
}

/** A disk as it is seen from outside the node. */
class Disk {
  constructor(private readonly folder: string) {}

  private readonly filler = () => join(this.folder, "filler");

  /** @param left bytes that stay free, up to a page more */
  fill(left: number): void {
    const page = Buffer.alloc(4096);
    const file = openSync(this.filler(), "w");
    for (;;) {
      const { bavail, bsize } = statfsSync(this.folder);
      if (bavail * bsize <= left) break;
      // Others write as well, so the last page may not fit any more.
      try {
        writeSync(file, page);
      } catch {
        break;
      }
    }
    closeSync(file);
  }

  makeRoom = (): void => rmSync(this.filler());
}
