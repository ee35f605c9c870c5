import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RealNode } from "../control-plane/addresses";
import { inside } from "./holder";
import { nodeReferences } from "../images";
import { nodeFolder, type NodeProcess } from "./machine";
import { chainedPlugins, linkPlugins } from "./policies";

/** Number of the capability in the kernel's own list. */
const capSysResource = 24n;

/** Whether a process of /proc/self/status's text may give a container a lower OOM score than its own. */
export function maySetOomScores(status: string): boolean {
  const [, bits = "0"] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return ((BigInt(`0x${bits}`) >> capSysResource) & 1n) === 1n;
}

/** containerd's configuration, in TOML of its version 2, which both 1.x and 2.x read. */
export const runtimeConfig = (settings: {
  readonly networkFolder: string;
  readonly plugins: string;
  readonly maySetOomScores: boolean;
}): string => `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"

[grpc]
  address = "/run/containerd/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${nodeReferences.pause}"
  restrict_oom_score_adj = ${!settings.maySetOomScores}
  enable_unprivileged_ports = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${settings.plugins}"
    conf_dir = "${settings.networkFolder}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

/**
 * The network of a node's pods: each is tied to the node by a link of its own, not by a bridge. On a bridge, answers between two of
 * them would pass by the rules that turned the address of a Service into that of a pod.
 *
 * @param chained plugins that come after the one that makes a pod's link
 */
export const networkConfig = ({ podRange, podGateway }: RealNode, chained: readonly object[]) => ({
  cniVersion: "0.4.0",
  name: "lab",
  plugins: [
    {
      type: "ptp",
      ipam: {
        type: "host-local",
        dataDir: "/run/cni-addresses",
        ranges: [[{ subnet: podRange, gateway: podGateway }]],
        routes: [{ dst: "0.0.0.0/0" }],
      },
    },
    ...chained,
  ],
});

/** containerd as a process, with its configuration written. */
export function containerRuntime(node: RealNode): NodeProcess {
  const networkFolder = join(nodeFolder(node), "network");
  mkdirSync(networkFolder, { recursive: true });
  writeFileSync(join(networkFolder, "lab.conflist"), JSON.stringify(networkConfig(node, chainedPlugins())));
  const file = join(nodeFolder(node), "containerd.toml");
  const status = readFileSync("/proc/self/status", "utf8");
  const settings = { networkFolder, plugins: linkPlugins(node), maySetOomScores: maySetOomScores(status) };
  writeFileSync(file, runtimeConfig(settings));
  return inside(node, "containerd", ["--config", file]);
}
