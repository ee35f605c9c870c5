import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { apiPort, dnsAddress, gatewayAddress, podRange, type RealNode } from "../control-plane/addresses";
import { certificateFiles, type ClientName } from "../control-plane/certificates";
import { kubeconfigText } from "../control-plane/kubeconfig";
import { labFolder } from "../folders";
import { programPath } from "../tools";
import { nodeCgroup } from "./cgroups";
import { inside } from "./holder";
import { nodeFolder, type NodeProcess } from "./machine";

/** Ports of a node on which the two say that they are up. */
export const kubeletHealthPort = 10248;
export const proxyHealthPort = 10256;

/** What real nodes are known by. */
export const realNodeLabel = { "node.kubernetes.io/instance-type": "real" };

/** Labels as a cloud sets them, like those of the fake nodes. */
const nodeLabels = ({ zone }: RealNode) => ({
  ...realNodeLabel,
  "topology.kubernetes.io/region": "lab",
  "topology.kubernetes.io/zone": zone,
});

/** @param folder of the lab, with the certificates that are named */
export const kubeletConfig = (node: RealNode, folder: string, resolvConf: string) => ({
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: certificateFiles(folder, "ca").certificate },
  },
  authorization: { mode: "Webhook" },
  tlsCertFile: certificateFiles(folder, `kubelet-${node.name}`).certificate,
  tlsPrivateKeyFile: certificateFiles(folder, `kubelet-${node.name}`).key,
  healthzBindAddress: node.address,
  healthzPort: kubeletHealthPort,
  containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
  volumePluginDir: "/var/lib/kubelet/volume-plugins",
  clusterDNS: [dnsAddress],
  clusterDomain: "cluster.local",
  // What the host asks for names is not to be reached from within.
  resolvConf,
  cgroupDriver: "cgroupfs",
  cgroupRoot: `/${nodeCgroup(node.name)}`,
  // The machine's own processes are not in cgroups of the lab.
  enforceNodeAllocatable: [],
  failCgroupV1: false,
  failSwapOn: false,
  oomScoreAdj: 0,
  // A developer's disk is often fuller than a node's may be. Images cannot be fetched again, so none is ever collected.
  evictionHard: { "imagefs.available": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%" },
  imageGCHighThresholdPercent: 100,
  maxPods: 110,
});

export const proxyConfig = ({ name, address }: RealNode, kubeconfig: string) => ({
  apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
  kind: "KubeProxyConfiguration",
  mode: "nftables",
  clientConnection: { kubeconfig },
  clusterCIDR: podRange,
  hostnameOverride: name,
  healthzBindAddress: `${address}:${proxyHealthPort}`,
  metricsBindAddress: "127.0.0.1:10249",
  // These belong to the whole machine.
  conntrack: { maxPerCore: 0, min: 0, tcpCloseWaitTimeout: "0s", tcpEstablishedTimeout: "0s" },
});

/** Writes a file of a node's. @returns its path */
function write(node: RealNode, name: string, value: unknown): string {
  const file = join(nodeFolder(node), name);
  writeFileSync(file, typeof value === "string" ? value : stringify(value), { mode: 0o600 });
  return file;
}

/** A kubeconfig for one of a node's own programs, written. @returns its path */
export const kubeconfig = (node: RealNode, client: ClientName): string =>
  write(node, `${client}.kubeconfig`, kubeconfigText(labFolder, client, `${gatewayAddress}:${apiPort}`));

/** Kubelet as a process, with its configuration written. */
export function kubelet(node: RealNode): NodeProcess {
  const labels = Object.entries(nodeLabels(node)).map(([name, value]) => `${name}=${value}`);
  const config = kubeletConfig(node, labFolder, write(node, "resolv.conf", ""));
  return inside(node, programPath("node", "kubelet"), [
    `--config=${write(node, "kubelet.yaml", config)}`,
    `--kubeconfig=${kubeconfig(node, `kubelet-${node.name}`)}`,
    "--root-dir=/var/lib/kubelet",
    `--hostname-override=${node.name}`,
    `--node-ip=${node.address}`,
    `--node-labels=${labels.join(",")}`,
  ]);
}

/** kube-proxy as a process, with its configuration written; when that changes later, it ends. */
export const kubeProxy = (node: RealNode): NodeProcess =>
  inside(node, programPath("node", "kube-proxy"), [
    `--config=${write(node, "kube-proxy.yaml", proxyConfig(node, kubeconfig(node, "kube-proxy")))}`,
  ]);
