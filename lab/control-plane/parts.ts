import { join } from "node:path";
import { signerProcess } from "../signer";
import { programPath, toolFolder } from "../tools";
import { serviceRange } from "./addresses";
import { certificateFiles, tokenKeyFiles } from "./certificates";
import { egressFile } from "./egress";
import { kubeconfigFile } from "./kubeconfig";

/** Loopback ports of a lab. */
export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiserver: number;
  readonly controllerManager: number;
  readonly scheduler: number;
}

export const portNames = ["etcd", "etcdPeer", "apiserver", "controllerManager", "scheduler"] as const;

/** A process of the control plane. */
export interface Part {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Environment, where it is not the lab's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Loopback port on which it says at /healthz that it is up. A part without one is up once it runs. */
  readonly healthPort?: number;
}

const flags = (values: Readonly<Record<string, string | number>>): string[] =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

/** The parts in the order in which they start; each needs those before it. */
export function parts(folder: string, ports: Ports): readonly Part[] {
  const ca = certificateFiles(folder, "ca").certificate;
  const etcd = certificateFiles(folder, "etcd");
  const server = certificateFiles(folder, "apiserver");
  const toEtcd = certificateFiles(folder, "apiserver-etcd");
  const toKubelet = certificateFiles(folder, "apiserver-kubelet");
  const token = tokenKeyFiles(folder);
  const etcdUrl = `https://127.0.0.1:${ports.etcd}`;
  const peerUrl = `https://127.0.0.1:${ports.etcdPeer}`;

  return [
    {
      name: "etcd",
      program: programPath("etcd", "etcd"),
      args: [
        ...flags({
          name: "lab",
          "data-dir": join(folder, "etcd"),
          "listen-client-urls": etcdUrl,
          "advertise-client-urls": etcdUrl,
          "listen-peer-urls": peerUrl,
          "initial-advertise-peer-urls": peerUrl,
          "initial-cluster": `lab=${peerUrl}`,
          "cert-file": etcd.certificate,
          "key-file": etcd.key,
          "trusted-ca-file": ca,
          "client-cert-auth": "true",
          "peer-cert-file": etcd.certificate,
          "peer-key-file": etcd.key,
          "peer-trusted-ca-file": ca,
          "peer-client-cert-auth": "true",
        }),
        // A lab may lose its last writes with the machine's power; a disk that is waited for costs seconds at every run.
        "--unsafe-no-fsync",
      ],
    },
    {
      name: "kube-apiserver",
      program: programPath("kubernetes", "kube-apiserver"),
      args: flags({
        "bind-address": "127.0.0.1",
        "secure-port": ports.apiserver,
        "advertise-address": "127.0.0.1",
        // The reconciler refuses to publish a loopback address.
        "endpoint-reconciler-type": "none",
        "etcd-servers": etcdUrl,
        "etcd-cafile": ca,
        "etcd-certfile": toEtcd.certificate,
        "etcd-keyfile": toEtcd.key,
        "tls-cert-file": server.certificate,
        "tls-private-key-file": server.key,
        "client-ca-file": ca,
        // As every distribution sets it: who may run privileged pods is for Pod Security to say.
        "allow-privileged": "true",
        "authorization-mode": "Node,RBAC",
        "service-cluster-ip-range": serviceRange,
        // What has an address in the cluster is reached from within the real node, where there is one.
        "egress-selector-config-file": egressFile(folder),
        "kubelet-certificate-authority": ca,
        "kubelet-client-certificate": toKubelet.certificate,
        "kubelet-client-key": toKubelet.key,
        "kubelet-preferred-address-types": "InternalIP",
        "service-account-issuer": "https://kubernetes.default.svc",
        "service-account-key-file": token.publicKey,
        "service-account-signing-key-file": token.privateKey,
        profiling: "false",
      }),
    },
    {
      name: "kube-controller-manager",
      healthPort: ports.controllerManager,
      program: programPath("kubernetes", "kube-controller-manager"),
      args: flags({
        "bind-address": "127.0.0.1",
        "secure-port": ports.controllerManager,
        kubeconfig: kubeconfigFile(folder, "controller-manager"),
        "service-account-private-key-file": token.privateKey,
        "root-ca-file": ca,
        "use-service-account-credentials": "true",
        // Volumes for claims; a folder below /tmp each, which no pod of the lab ever writes to.
        "enable-hostpath-provisioner": "true",
        "leader-elect": "false",
        profiling: "false",
      }),
    },
    {
      name: "kube-scheduler",
      healthPort: ports.scheduler,
      program: programPath("kubernetes", "kube-scheduler"),
      args: flags({
        "bind-address": "127.0.0.1",
        "secure-port": ports.scheduler,
        kubeconfig: kubeconfigFile(folder, "scheduler"),
        "leader-elect": "false",
        profiling: "false",
      }),
    },
    {
      name: "kwok",
      program: programPath("kwok", "kwok"),
      args: flags({
        kubeconfig: kubeconfigFile(folder, "kwok"),
        config: join(toolFolder("kwok"), "stages.yaml"),
        "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
        // Leases would cost a write per node every few seconds.
        "node-lease-duration-seconds": 0,
        "server-address": "",
      }),
    },
    // A stand-in for cert-manager's controller, as kwok is one for the nodes.
    { name: "certificate-signer", ...signerProcess(kubeconfigFile(folder)) },
  ];
}
