import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { gunzipSync } from "node:zlib";
import { onPath, programPath, type ToolName } from "../../tools";

/** With which the agent makes its programs for the kernel, and looks for rules that it once made. */
const programs = ["clang", "bpftool", "iptables"];

/** By which they are had where the machine lacks any. */
const packagePrograms = ["apt-get", "dpkg-deb"];

/** What a kernel must have been built with to run programs that judge packets. */
const options = ["BPF_SYSCALL", "BPF_JIT", "NET_CLS_ACT", "NET_CLS_BPF", "NET_SCH_INGRESS"].map(
  (name) => `CONFIG_${name}`,
);

/** What is known of a machine. */
export interface Machine {
  /** Text as in /proc/filesystems. */
  readonly filesystems: string;
  /** What its kernel was built with, where that can be read. */
  readonly config?: string;
  readonly has: (program: string) => boolean;
}

/** Why a machine cannot have NetworkPolicies enforced, in words; undefined where it can. */
export function lackOf({ filesystems, config, has }: Machine): string | undefined {
  if (!/\tbpf$/m.test(filesystems)) return "this machine's kernel has no BPF";
  const isSet = (option: string) => config === undefined || new RegExp(`^${option}=[ym]$`, "m").test(config);
  const unset = options.filter((option) => !isSet(option));
  if (unset.length > 0) return `this machine's kernel was built without ${unset.join(", ")}`;
  const missing = programs.filter((program) => !has(program));
  if (missing.length > 0 && !packagePrograms.every(has)) {
    return `${missing.join(", ")} are not on PATH, and this machine has no apt-get to fetch them with`;
  }
  return undefined;
}

/** Why this machine cannot have them enforced. */
export const engineLack = (): string | undefined =>
  lackOf({
    filesystems: readFileSync("/proc/filesystems", "utf8"),
    config: kernelConfig(),
    has: (program) => onPath(program) !== undefined || existsSync(programPath("policy-programs", program)),
  });

/** The tools that enforcing takes; none where it cannot be. */
export function engineTools(): ToolName[] {
  if (engineLack()) return [];
  return ["cilium", ...(programs.every(onPath) ? [] : ["policy-programs" as const])];
}

function kernelConfig(): string | undefined {
  const file = `/boot/config-${release()}`;
  if (existsSync("/proc/config.gz")) return gunzipSync(readFileSync("/proc/config.gz")).toString();
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
