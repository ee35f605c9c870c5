import { join } from "node:path";
import { realNodes } from "../../control-plane/addresses";

/** What makes the volumes, as its StorageClass names it. */
export const provisioner = "mop.invalid/local-folder";
export const className = "node-local";

/** On a PersistentVolume: who made it. */
const madeBy = "pv.kubernetes.io/provisioned-by";
/** On a claim: the node that the scheduler chose for the first pod which uses it. */
const selectedNode = "volume.kubernetes.io/selected-node";

export interface Claim {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

export interface Volume {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly persistentVolumeReclaimPolicy?: string };
  readonly status?: { readonly phase?: string };
}

/** What is to be done at one moment: claims that need a volume, and volumes that nobody claims any more. */
export function plan(claims: readonly Claim[], volumes: readonly Volume[]): { make: Claim[]; remove: Volume[] } {
  const names = new Set(volumes.map(({ metadata }) => metadata.name));
  return {
    make: claims.filter(
      ({ metadata, spec }) =>
        spec.storageClassName === className &&
        !spec.volumeName &&
        realNodes.some(({ name }) => name === metadata.annotations?.[selectedNode]) &&
        !names.has(volumeName(metadata)),
    ),
    remove: volumes.filter(
      ({ metadata, spec, status }) =>
        metadata.annotations?.[madeBy] === provisioner &&
        spec?.persistentVolumeReclaimPolicy === "Delete" &&
        status?.phase === "Released",
    ),
  };
}

const volumeName = ({ uid }: { readonly uid: string }): string => `pvc-${uid}`;

/**
 * The volume for a claim: a folder, for its node alone. It is of the kind "local", as kubelet gives such a one to a pod's
 * fsGroup, which it does for no hostPath. Its size is what was asked for; nothing holds a pod to it.
 *
 * @param folder in which all volumes are
 */
export const volumeFor = ({ metadata, spec }: Claim, folder: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name: volumeName(metadata), annotations: { [madeBy]: provisioner } },
  spec: {
    storageClassName: className,
    persistentVolumeReclaimPolicy: "Delete",
    accessModes: spec.accessModes,
    capacity: { storage: spec.resources.requests.storage },
    claimRef: {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
    },
    local: { path: join(folder, volumeName(metadata)) },
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: "kubernetes.io/hostname", operator: "In", values: [metadata.annotations?.[selectedNode]] },
            ],
          },
        ],
      },
    },
  },
});
