import { volumeRetention } from "../../../../policy/rules/volume-retention";
import type { Tree } from "../../../../settings";
import { deployment, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const store = (policy: unknown) =>
  resource("apps/v1:StatefulSet", { spec: { persistentVolumeClaimRetentionPolicy: policy } });

const storageClass = (props: Tree) =>
  resource("storage.k8s.io/v1:StorageClass", {
    metadata: { name: "fast", namespace: undefined },
    provisioner: "csi.example.com",
    ...props,
  });

const volume = (spec: Tree) =>
  resource("core/v1:PersistentVolume", { metadata: { name: "disk", namespace: undefined }, spec });

const violation = (found: string, fix: string) =>
  [
    found,
    "  why: a workload that is deleted or scaled down by mistake takes its data with it",
    `  fix: ${fix}: Retain`,
  ].join("\n");

const withIt = violation(
  "StatefulSet shop/web: its volumes are deleted with it",
  "spec.persistentVolumeClaimRetentionPolicy.whenDeleted",
);
const scaledDown = violation(
  "StatefulSet shop/web: its volumes are deleted when it is scaled down",
  "spec.persistentVolumeClaimRetentionPolicy.whenScaled",
);
const byClass = violation("StorageClass fast: what is stored is deleted with the claim", "reclaimPolicy");
const byVolume = violation(
  "PersistentVolume disk: what is stored is deleted with the claim",
  "spec.persistentVolumeReclaimPolicy",
);

testRule(volumeRetention, {
  passes: {
    "volumes that are kept": [
      store({ whenDeleted: "Retain", whenScaled: "Retain" }),
      storageClass({ reclaimPolicy: "Retain" }),
      volume({ persistentVolumeReclaimPolicy: "Retain" }),
    ],
    "a StatefulSet that says nothing, which keeps them": [workloads().StatefulSet, store({})],
    "a volume that says nothing, which is kept": volume({}),
    "what has no such policy": [
      deployment({}, { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } }),
      resource("core/v1:PersistentVolumeClaim", { spec: { storageClassName: "fast" } }),
    ],
    "kinds of that name of somebody's own": [
      resource("example.com/v1:StorageClass", {}),
      resource("example.com/v1:StatefulSet", {
        spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
      }),
    ],
  },
  fails: {
    "deleted with the StatefulSet": { of: store({ whenDeleted: "Delete" }), says: [withIt] },
    "deleted when it is scaled down": {
      of: store({ whenDeleted: "Retain", whenScaled: "Delete" }),
      says: [scaledDown],
    },
    "deleted in both cases": { of: store({ whenDeleted: "Delete", whenScaled: "Delete" }), says: [withIt, scaledDown] },
    "a StorageClass that deletes": { of: storageClass({ reclaimPolicy: "Delete" }), says: [byClass] },
    "a StorageClass that says nothing, which deletes": { of: storageClass({}), says: [byClass] },
    "a volume that is deleted": { of: volume({ persistentVolumeReclaimPolicy: "Delete" }), says: [byVolume] },
    "a volume that is emptied": { of: volume({ persistentVolumeReclaimPolicy: "Recycle" }), says: [byVolume] },
  },
  unknown: {
    "one of two cases": {
      of: store({ whenDeleted: unknownText, whenScaled: "Delete" }),
      says: [
        scaledDown,
        "(unjudged) StatefulSet shop/web: not judged, since spec.persistentVolumeClaimRetentionPolicy.whenDeleted is not known yet",
      ],
    },
    "the whole policy": {
      of: store(unknownObject),
      says: [
        "(unjudged) StatefulSet shop/web: not judged, since spec.persistentVolumeClaimRetentionPolicy is not known yet",
      ],
    },
    "the policy of a StorageClass, and not that of a volume": {
      of: [storageClass({ reclaimPolicy: unknownText }), volume({ persistentVolumeReclaimPolicy: "Delete" })],
      says: ["(unjudged) StorageClass fast: not judged, since reclaimPolicy is not known yet", byVolume],
    },
  },
});
