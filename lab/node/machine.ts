import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import type { Part } from "../control-plane/parts";
import type { RealNode } from "../control-plane/addresses";
import { cache, checkout, labFolder } from "../folders";
import { LabError } from "../lab-error";
import { isBuilt, onPath, toolFolder, type ToolName } from "../tools";

/** Programs that every Linux has, below the names of the packages that bring them. */
const basics = { "util-linux": ["unshare", "nsenter", "setpriv", "mount"], iproute2: ["ip"] };

/** Programs that run containers, and the plugins of their network. */
const containerPrograms = ["containerd", "containerd-shim-runc-v2", "ctr", "runc", "nft"];
export const networkPlugins = ["host-local", "loopback", "ptp"];

/** Where distributions put network plugins, which are on no PATH. */
const pluginFolders = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

/** The node has these of its own, so that the host's cannot be seen from within. */
const hidden = ["/run", "/var/lib", "/var/log"];

/** Longest path of a socket that the kernel takes, in bytes. */
const longestSocket = 107;

/** What the nodes keep, and what one of them does. */
export const nodesFolder = join(labFolder, "node");
export const nodeFolder = ({ name }: RealNode): string => join(nodesFolder, name);

/** How a part of the nodes is started. */
export type NodeProcess = Omit<Part, "name">;

/** Socket at which the API server is reached from the nodes' network. */
export const apiSocket = join(labFolder, "api-server.sock");

/** Why this machine cannot have a real node, with what to do about it; undefined where it can. */
export function lack(): string | undefined {
  const instead = "Start the lab without one: npm run lab -- start --node fake";
  if (process.platform !== "linux") {
    return `A real node needs Linux, and this is ${process.platform}. ${instead}`;
  }
  if (process.getuid?.() !== 0) {
    return `A real node needs root, for its namespaces and cgroups, and this is user ${process.getuid?.()}. ${instead}`;
  }
  for (const [name, programs] of Object.entries(basics)) {
    const missing = programs.filter((program) => !onPath(program));
    if (missing.length > 0) return `A real node needs ${missing.join(", ")} on PATH. Install ${name}.`;
  }
  const below = [cache, checkout].find((path) => hidden.some((place) => path.startsWith(place + sep)));
  if (below) {
    return `A real node has its own ${hidden.join(", ")}, so that nothing below them can be seen from within, and ${below} is. Move it; MOP_CACHE names another folder for what the lab keeps.`;
  }
  const length = Buffer.byteLength(apiSocket);
  if (length > longestSocket) {
    return `The lab's folder has too long a name for sockets: ${apiSocket} has ${length} bytes, and ${longestSocket} is the most. Name a shorter one with MOP_CACHE.`;
  }
  return undefined;
}

/** @throws LabError where this machine cannot have a real node */
export function checkMachine(): void {
  const reason = lack();
  if (reason) throw new LabError(reason);
}

const hasPlugins = (folder: string) => networkPlugins.every((plugin) => existsSync(join(folder, plugin)));

/** What runs containers comes from packages where the machine lacks any of it. */
export const containerTools = (): ToolName[] =>
  containerPrograms.every(onPath) && pluginFolders.some(hasPlugins) ? [] : ["containers"];

/** What the node's programs find each other by: first the machine's own, then those from packages. */
export function nodeEnvironment(): NodeJS.ProcessEnv {
  const folders = (["containers", "policy-programs"] as const).filter(isBuilt).map(toolFolder);
  if (folders.length === 0) return process.env;
  return {
    ...process.env,
    PATH: [process.env.PATH, ...folders.map((folder) => join(folder, "bin"))].join(":"),
    // Holds only libraries that the machine has not, so that it gets in no other program's way.
    LD_LIBRARY_PATH: folders.map((folder) => join(folder, "lib")).join(":"),
  };
}

export const pluginFolder = (): string =>
  pluginFolders.find(hasPlugins) ?? join(toolFolder("containers"), "root", "usr", "lib", "cni");
