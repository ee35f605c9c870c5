import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { apiPort, dnsAddress, nodeAddress, nodeName, podRange } from "../control-plane/addresses";
import { certificateFiles, type ClientName } from "../control-plane/certificates";
import { kubeconfigText } from "../control-plane/kubeconfig";
import { labFolder } from "../folders";
import { programPath } from "../tools";
import { cgroupName } from "./cgroups";
import { inside, type NodeProcess } from "./holder";
import { nodeFolder } from "./machine";

/** Ports on which the two say within the node that they are up. */
export const kubeletHealthPort = 10248;
export const proxyHealthPort = 10256;

/** Labels as a cloud sets them, like those of the fake nodes. */
export const nodeLabels = {
  "node.kubernetes.io/instance-type": "real",
  "topology.kubernetes.io/region": "lab",
  "topology.kubernetes.io/zone": "lab-a",
};

/** @param folder of the lab, with the certificates that are named */
export const kubeletConfig = (folder: string, resolvConf: string) => ({
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: certificateFiles(folder, "ca").certificate },
  },
  authorization: { mode: "Webhook" },
  tlsCertFile: certificateFiles(folder, "kubelet").certificate,
  tlsPrivateKeyFile: certificateFiles(folder, "kubelet").key,
  healthzPort: kubeletHealthPort,
  containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
  volumePluginDir: "/var/lib/kubelet/volume-plugins",
  clusterDNS: [dnsAddress],
  clusterDomain: "cluster.local",
  // What the host asks for names is not to be reached from within.
  resolvConf,
  cgroupDriver: "cgroupfs",
  cgroupRoot: `/${cgroupName}`,
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

export const proxyConfig = (kubeconfig: string) => ({
  apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
  kind: "KubeProxyConfiguration",
  mode: "nftables",
  clientConnection: { kubeconfig },
  clusterCIDR: podRange,
  hostnameOverride: nodeName,
  healthzBindAddress: `127.0.0.1:${proxyHealthPort}`,
  metricsBindAddress: "127.0.0.1:10249",
  // These belong to the whole machine.
  conntrack: { maxPerCore: 0, min: 0, tcpCloseWaitTimeout: "0s", tcpEstablishedTimeout: "0s" },
});

/** Writes a file of the node's. @returns its path */
function write(name: string, value: unknown): string {
  const file = join(nodeFolder, name);
  writeFileSync(file, typeof value === "string" ? value : stringify(value), { mode: 0o600 });
  return file;
}

const kubeconfig = (client: ClientName): string =>
  write(`${client}.kubeconfig`, kubeconfigText(labFolder, client, apiPort));

/** Kubelet as a process, with its configuration written. */
export function kubelet(): NodeProcess {
  const labels = Object.entries(nodeLabels).map(([name, value]) => `${name}=${value}`);
  const config = kubeletConfig(labFolder, write("resolv.conf", ""));
  return inside(programPath("node", "kubelet"), [
    `--config=${write("kubelet.yaml", config)}`,
    `--kubeconfig=${kubeconfig("kubelet")}`,
    "--root-dir=/var/lib/kubelet",
    `--hostname-override=${nodeName}`,
    `--node-ip=${nodeAddress}`,
    `--node-labels=${labels.join(",")}`,
  ]);
}

/** kube-proxy as a process, with its configuration written; when that changes later, it ends. */
export const kubeProxy = (): NodeProcess =>
  inside(programPath("node", "kube-proxy"), [
    `--config=${write("kube-proxy.yaml", proxyConfig(kubeconfig("kube-proxy")))}`,
  ]);
