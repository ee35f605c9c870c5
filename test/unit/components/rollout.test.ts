import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../../review/manifests";
import { objects, stacks } from "../../support/offline";
import { type PodOwner, shipped } from "./workloads";

type Objects = ReadonlyMap<string, KubernetesObject>;

/** The files that are there in one run only or say something else. */
const changed = (before: Objects, after: Objects): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => !isDeepStrictEqual(before.get(path), after.get(path)),
  );

const checksumOf = (object: KubernetesObject | undefined): string =>
  (object as PodOwner).spec.template.metadata.annotations["checksum/config"];

test.each([
  ["mimir's retention", { mimir: { retention: "5d" } }, "mimir", "StatefulSet"],
  ["loki's limits", { loki: { limits: { streams: 4_000 } } }, "loki", "StatefulSet"],
  ["tempo's limits", { tempo: { limits: { megabytesPerTrace: 9 } } }, "tempo", "StatefulSet"],
  ["alloy's log level", { alloy: { log: { level: "debug" } } }, "alloy", "StatefulSet"],
  ["alloy's queue", { alloy: { queue: "512Mi" } }, "alloy", "StatefulSet"],
  ["OBI's log level", { obi: { log: { level: "DEBUG" } } }, "obi", "DaemonSet"],
])("%s rolls exactly the pods that read it", async (_, change, name, kind) => {
  const before = await shipped("dev");
  const after = await objects("dev", change);
  const folder = name === "obi" ? "obi-dev" : "observability-dev";
  const owner = `${folder}/${kind}-${name}.yaml`;
  expect(changed(before, after)).toEqual([`${folder}/ConfigMap-${name}-config.yaml`, owner]);
  expect(checksumOf(after.get(owner))).not.toBe(checksumOf(before.get(owner)));
});

test("sampling at the gateway rolls Alloy alone, on the nodes OBI alone", async () => {
  const before = await shipped("dev");
  const atGateway = await objects("dev", { sampling: { mode: "ratio", ratio: 0.5, at: "gateway" } });
  const onNodes = await objects("dev", { sampling: { mode: "ratio", ratio: 0.5, at: "node" } });
  expect(changed(before, atGateway)).toEqual([
    "observability-dev/ConfigMap-alloy-config.yaml",
    "observability-dev/StatefulSet-alloy.yaml",
  ]);
  expect(changed(before, onNodes)).toEqual(["obi-dev/ConfigMap-obi-config.yaml", "obi-dev/DaemonSet-obi.yaml"]);
});

test("more memory changes the owner of the pods; no configuration depends on it but Loki's", async () => {
  const before = await shipped("dev");
  const limits = { memory: "3Gi" };
  const mimir = await objects("dev", { mimir: { resources: { limits } } });
  const loki = await objects("dev", { loki: { resources: { limits } } });
  expect(changed(before, mimir)).toEqual(["observability-dev/StatefulSet-mimir.yaml"]);
  expect(changed(before, loki)).toEqual([
    "observability-dev/ConfigMap-loki-config.yaml",
    "observability-dev/StatefulSet-loki.yaml",
  ]);
});

test.each(stacks)("%s: the checksum on each pod is that of the one file it mounts", async (stack) => {
  const all = await shipped(stack);
  const owners = [...all].filter(([, { kind }]) => ["StatefulSet", "DaemonSet"].includes(kind));
  expect(owners.length).toBe(5);
  for (const [path, owner] of owners) {
    const config = all.get(path.replace(/(StatefulSet|DaemonSet)-([a-z]+)\.yaml$/, "ConfigMap-$2-config.yaml"));
    const [text, ...others] = Object.values(config?.data as Record<string, string>);
    expect(others).toEqual([]);
    expect(checksumOf(owner)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
