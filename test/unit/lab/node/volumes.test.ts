import { type Claim, plan, type Volume, volumeFor } from "../../../../lab/node/volumes/plan";

const claim: Claim = {
  metadata: {
    name: "data",
    namespace: "observability",
    uid: "1234",
    annotations: { "volume.kubernetes.io/selected-node": "real-2" },
  },
  spec: {
    storageClassName: "node-local",
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "10Gi" } },
  },
};

const volume = (phase: string, policy = "Delete", by = "mop.invalid/local-folder"): Volume => ({
  metadata: { name: "pvc-1234", annotations: { "pv.kubernetes.io/provisioned-by": by } },
  spec: { persistentVolumeReclaimPolicy: policy },
  status: { phase },
});

const claimWith = (spec: Partial<Claim["spec"]>, annotations = claim.metadata.annotations): Claim => ({
  metadata: { ...claim.metadata, annotations },
  spec: { ...claim.spec, ...spec },
});

test("a claim whose pod has its place gets a volume", () => {
  expect(plan([claim], [])).toEqual({ make: [claim], remove: [] });
});

test.each<[string, Claim, Volume[]]>([
  ["of another class", claimWith({ storageClassName: "standard" }), []],
  ["that has one", claimWith({ volumeName: "pvc-1234" }), []],
  ["whose volume is there and not bound yet", claim, [volume("Pending")]],
  ["that no pod uses", claimWith({}, {}), []],
  ["whose pod is on a fake node", claimWith({}, { "volume.kubernetes.io/selected-node": "worker-1" }), []],
])("a claim %s gets none", (_, asked, volumes) => {
  expect(plan([asked], volumes)).toEqual({ make: [], remove: [] });
});

test("a volume goes once its claim is gone", () => {
  expect(plan([], [volume("Released")])).toEqual({ make: [], remove: [volume("Released")] });
});

test.each([
  ["is bound", volume("Bound")],
  ["is to be kept", volume("Released", "Retain")],
  ["is somebody else's", volume("Released", "Delete", "kubernetes.io/host-path")],
])("a volume that %s stays", (_, kept) => {
  expect(plan([], [kept])).toEqual({ make: [], remove: [] });
});

test("a volume is a folder of the real node, for the one claim", () => {
  expect(volumeFor(claim, "/lab/volumes")).toEqual({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: {
      name: "pvc-1234",
      annotations: { "pv.kubernetes.io/provisioned-by": "mop.invalid/local-folder" },
    },
    spec: {
      storageClassName: "node-local",
      persistentVolumeReclaimPolicy: "Delete",
      accessModes: ["ReadWriteOnce"],
      capacity: { storage: "10Gi" },
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        namespace: "observability",
        name: "data",
        uid: "1234",
      },
      local: { path: "/lab/volumes/pvc-1234" },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: ["real-2"] }] },
          ],
        },
      },
    },
  });
});
