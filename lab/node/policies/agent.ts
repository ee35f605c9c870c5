import { cpSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { podRange, type RealNode } from "../../control-plane/addresses";
import { programPath, toolFolder, tools } from "../../tools";
import { holderId, inside } from "../holder";
import { kubeconfig } from "../kubelet";
import { nodeFolder, type NodeProcess } from "../machine";

/** In words, for `lab status`. */
export const engineName = `Cilium ${tools.cilium.version}`;

/**
 * The agent's flags: of all that it can do, only policies. Addresses and routes are those of the pods' network, and
 * Services are kube-proxy's.
 */
export const agentFlags = (node: RealNode, kubeconfigFile: string, sources: string): string[] =>
  Object.entries({
    "k8s-kubeconfig-path": kubeconfigFile,
    // Holds the sources of what it compiles for the kernel.
    "lib-dir": sources,
    "identity-allocation-mode": "crd",
    "cni-chaining-mode": "generic-veth",
    "cni-exclusive": false,
    ipam: "delegated-plugin",
    // From this address a node calls its pods; the agent has to know it for the node's.
    "local-router-ipv4": node.podGateway,
    "enable-ipv6": false,
    "routing-mode": "native",
    "ipv4-native-routing-cidr": podRange,
    "enable-endpoint-routes": true,
    "enable-local-node-route": false,
    "enable-ipv4-masquerade": false,
    "install-iptables-rules": false,
    "kube-proxy-replacement": false,
    "enable-l7-proxy": false,
    "enable-health-checking": false,
    "enable-endpoint-health-checking": false,
    // Kubernetes lets a node always reach its own pods, and an address in a policy be that of a node.
    "allow-localhost": "always",
    "policy-cidr-match-mode": "nodes",
  }).map(([name, value]) => `--${name}=${value}`);

/** A node's engine as a process. What it put into the kernel goes on without it until it is started again. */
export function policyEngine(node: RealNode): NodeProcess {
  // Among the sources it writes what it found the kernel to be capable of: one node's must not do so under another's eyes.
  const sources = join(nodeFolder(node), "cilium");
  cpSync(join(toolFolder("cilium"), "bpf"), join(sources, "bpf"), { recursive: true });
  const flags = agentFlags(node, kubeconfig(node, "cilium"), sources);
  const agent = inside(node, "sh", [join(__dirname, "agent.sh"), programPath("cilium", "daemon"), ...flags]);
  return { ...agent, env: { ...agent.env, K8S_NODE_NAME: node.name } };
}

/** Whether a node's engine says of itself that all is well, at its socket within the node. */
export const engineAnswers = (node: RealNode): Promise<boolean> =>
  new Promise((resolve) => {
    const socketPath = `/proc/${holderId(node)}/root/run/cilium/cilium.sock`;
    const signal = AbortSignal.timeout(2_000);
    get({ socketPath, path: "/v1/healthz", headers: { brief: "true" }, signal }, (response) => {
      json(response).then(
        (status) => resolve((status as { cilium?: { state?: string } }).cilium?.state === "Ok"),
        () => resolve(false),
      );
    }).on("error", () => resolve(false));
  });
