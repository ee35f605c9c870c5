import { practice, rule } from "../judge/rule";

export const volumeRetention = rule({
  name: "volume-retention",
  description: "Volumes are kept when what used them goes.",
  severity: "high",
  framework: practice("Kubernetes: StatefulSet persistentVolumeClaimRetentionPolicy; volume reclaim policy"),
  why: "a workload that is deleted or scaled down by mistake takes its data with it",
  settings: {},
  *check({ group, kind, root }) {
    if (group === "apps" && kind === "StatefulSet") {
      for (const when of ["whenDeleted", "whenScaled"]) {
        const setting = root.at("spec", "persistentVolumeClaimRetentionPolicy", when);
        if (setting.is("Delete"))
          yield { found: `its volumes are deleted ${phrases[when]}`, fix: `${setting.path}: Retain` };
      }
    }
    const policy =
      group === "storage.k8s.io" && kind === "StorageClass"
        ? root.at("reclaimPolicy")
        : group === "" && kind === "PersistentVolume"
          ? root.at("spec", "persistentVolumeReclaimPolicy")
          : undefined;
    // A StorageClass that says nothing deletes; a PersistentVolume that was made by hand retains.
    if (policy?.is("Delete") || policy?.is("Recycle") || (kind === "StorageClass" && policy?.isAbsent)) {
      yield { found: "what is stored is deleted with the claim", fix: `${policy.path}: Retain` };
    }
  },
});

const phrases: Readonly<Record<string, string>> = { whenDeleted: "with it", whenScaled: "when it is scaled down" };
