import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../../review/manifests";
import type { Tree } from "../../../settings";
import { goldenStacks } from "../../support/golden-stacks";
import { objects } from "../../support/offline";
import { type PodOwner, podOwners, shipped } from "./workloads";

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
  ["alloy's queue", { alloy: { queue: { perSecond: { logs: "64Ki" } } } }, "alloy", "StatefulSet"],
  ["OBI's log level", { obi: { log: { level: "DEBUG" } } }, "obi", "DaemonSet"],
])("%s rolls exactly the pods that read it", async (_, change, name, kind) => {
  const before = await shipped("dev");
  const after = await objects("dev", change);
  const folder = name === "obi" ? "obi-dev" : "observability-dev";
  const owner = `${folder}/${kind}-${name}.yaml`;
  expect(changed(before, after)).toEqual([`${folder}/ConfigMap-${name}-config.yaml`, owner]);
  expect(checksumOf(after.get(owner))).not.toBe(checksumOf(before.get(owner)));
});

test("an outage's length rolls Alloy, which keeps what comes meanwhile, and Mimir, which takes it in later", async () => {
  const after = await objects("dev", { alloy: { queue: { outage: "10m" } } });
  expect(changed(await shipped("dev"), after)).toEqual(
    ["ConfigMap-alloy-config", "ConfigMap-mimir-config", "StatefulSet-alloy", "StatefulSet-mimir"].map(
      (object) => `observability-dev/${object}.yaml`,
    ),
  );
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

/** Production with one tenant more than the default one, and something else of its own for it. */
const withTenant = (own: Tree) =>
  objects("production", { tenancy: { tenants: { pay: { namespaces: ["pay"], ...own } } } });

test.each([
  ["tempo", { retention: "3d" }],
  ["mimir", { limits: { activeSeries: 9_000 } }],
  ["loki", { limits: { streams: 500 } }],
])("what a tenant has of its own in %s changes exactly one file, and rolls no pod", async (backend, own) => {
  const before = await withTenant({});
  const after = await withTenant({ [backend]: own });
  expect(changed(before, after)).toEqual([`observability-production/ConfigMap-${backend}-overrides.yaml`]);
});

test("a tenant more with nothing of its own rolls the gateway, which tells them apart, and no backend", async () => {
  expect(changed(await shipped("production"), await withTenant({}))).toEqual([
    "observability-production/ConfigMap-alloy-config.yaml",
    "observability-production/StatefulSet-alloy.yaml",
  ]);
});

test("a receiver more, or up to more of them, rolls nobody", async () => {
  const before = await shipped("distributed");
  const file = (kind: string) => `observability-production/${kind}-alloy-receiver.yaml`;
  const more = await objects("distributed", { alloy: { receivers: { maxReplicas: 20 } } });
  expect(changed(before, more)).toEqual([file("HorizontalPodAutoscaler")]);
  const production = await objects("production", { alloy: { receivers: { replicas: 5 } } });
  expect(changed(await shipped("production"), production)).toEqual([file("Deployment")]);
  expect(checksumOf(production.get(file("Deployment")))).toBe(
    checksumOf((await shipped("production")).get(file("Deployment"))),
  );
});

test.each(goldenStacks)("$name: the checksum on each pod is that of the file it starts with", async ({ name }) => {
  const all = await shipped(name);
  for (const { metadata, spec } of await podOwners(name)) {
    // The parts of a backend share one file; the receivers of Alloy have their own.
    const owner = metadata.name === "alloy-receiver" ? metadata.name : metadata.name.split("-")[0];
    const config = all.get(`${metadata.namespace}/ConfigMap-${owner}-config.yaml`);
    const [text, ...others] = Object.values(config?.data as Record<string, string>);
    expect(others).toEqual([]);
    expect(spec.template.metadata.annotations).toEqual({
      "checksum/config": createHash("sha256").update(text).digest("hex"),
    });
  }
});
