import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { RealNode } from "../../control-plane/addresses";
import { programPath } from "../../tools";
import { networkPlugins, nodeFolder, pluginFolder } from "../machine";
import { engineLack } from "./lack";

const plugin = "cilium-cni";

/** What comes after the plugin that makes a pod's interface: it has the engine watch over that, where there is one. */
export const chainedPlugins = (): readonly object[] =>
  engineLack() ? [] : [{ type: plugin, "chaining-mode": "generic-veth" }];

/** Puts links to all plugins of the pods' network into one folder. @returns its path */
export function linkPlugins(node: RealNode): string {
  const folder = join(nodeFolder(node), "plugins");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of networkPlugins) symlinkSync(join(pluginFolder(), name), join(folder, name));
  if (!engineLack()) symlinkSync(programPath("cilium", plugin), join(folder, plugin));
  return folder;
}
