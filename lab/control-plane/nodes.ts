import type { ObjectKey } from "../api-server";
import type { NodeKind } from "../node-kind";

/**
 * The lab's nodes: labelled as a cloud would, in three zones and on both processor architectures, with the two kinds
 * that an agent must think of: a control-plane node behind a taint, and one that runs Windows.
 */
interface Node {
  readonly name: string;
  readonly zone: "a" | "b" | "c";
  readonly arch: "amd64" | "arm64";
  readonly os: "linux" | "windows";
  readonly taint?: string;
}

const nodes: readonly Node[] = [
  { name: "control-plane-1", zone: "a", arch: "amd64", os: "linux", taint: "node-role.kubernetes.io/control-plane" },
  { name: "worker-1", zone: "a", arch: "amd64", os: "linux" },
  { name: "worker-2", zone: "b", arch: "amd64", os: "linux" },
  { name: "worker-3", zone: "c", arch: "arm64", os: "linux" },
  { name: "worker-4", zone: "a", arch: "arm64", os: "linux" },
  { name: "windows-1", zone: "b", arch: "amd64", os: "windows", taint: "node.kubernetes.io/os" },
];

export const nodeCount = nodes.length;

const capacity = { cpu: "32", memory: "128Gi", "ephemeral-storage": "200Gi", pods: "110" };

/** Keeps pods off the fake nodes while there is a real one. */
const fakeTaint = { key: "mop.invalid/fake", effect: "NoSchedule" };

/**
 * The fake nodes as objects; kwok keeps those that carry its annotation alive. Taints are always listed, as others write
 * them too, and a list that is left out stays as it is.
 */
export const nodeObjects = (kind: NodeKind): ObjectKey[] =>
  nodes.map(({ name, zone, arch, os, taint }) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": os,
        "kubernetes.io/arch": arch,
        "node.kubernetes.io/instance-type": arch === "arm64" ? "m7g.8xlarge" : "m7i.8xlarge",
        "topology.kubernetes.io/region": "lab",
        "topology.kubernetes.io/zone": `lab-${zone}`,
        ...(taint === "node-role.kubernetes.io/control-plane" ? { [taint]: "" } : {}),
      },
    },
    spec: {
      taints: [
        ...(taint ? [{ key: taint, effect: "NoSchedule", value: os === "windows" ? os : undefined }] : []),
        ...(kind === "real" ? [fakeTaint] : []),
      ],
    },
    status: { capacity, allocatable: capacity },
  }));

/** What a claim without a class gets where all nodes are fake; the controller manager itself makes the volumes. */
export const storageClass = (kind: NodeKind) =>
  ({
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: {
      name: "standard",
      annotations: { "storageclass.kubernetes.io/is-default-class": String(kind === "fake") },
    },
    provisioner: "kubernetes.io/host-path",
    reclaimPolicy: "Delete",
    volumeBindingMode: "Immediate",
  }) satisfies ObjectKey & Readonly<Record<string, unknown>>;
