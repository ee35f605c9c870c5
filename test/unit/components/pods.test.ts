import { mebibytes } from "../../../settings";
import { objects, settingsOf, stacks } from "../../support/offline";
import { tlsMount } from "./tls/words";
import { type PodOwner, podOwners, shipped } from "./workloads";

const backends = ["alloy", "loki", "mimir", "tempo"] as const;
const pods = stacks.flatMap((stack) => backends.map((name) => [stack, name] as const));

async function ownerOf(stack: string, name: string): Promise<PodOwner> {
  const owner = (await shipped(stack)).get(`observability-${stack}/StatefulSet-${name}.yaml`);
  return owner as PodOwner;
}

test.each([
  ["dev", []],
  ["staging", []],
  ["production", ["alloy-receiver"]],
])("%s: these are all pods there are", async (stack, deployments) => {
  const owners = await podOwners(stack);
  const names = ["obi", ...deployments, ...backends];
  expect(owners.map(({ metadata }) => metadata.name)).toEqual(names);
  const containers = owners.flatMap(({ spec }) => [
    ...spec.template.spec.containers,
    ...(spec.template.spec.initContainers ?? []),
  ]);
  expect(containers.map(({ name }) => name)).toEqual(names);
});

test.each([...stacks, "distributed"])("%s: every pod but OBI's keeps to the restricted level", async (stack) => {
  for (const { metadata, spec } of await podOwners(stack, "StatefulSet", "Deployment")) {
    const pod = spec.template.spec;
    const user = metadata.name.startsWith("alloy") ? 473 : 10001;
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(pod.containers.map(({ securityContext }) => securityContext)).toEqual([
      { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    ]);
    expect([pod.hostNetwork, pod.initContainers]).toEqual([undefined, undefined]);
  }
});

test.each([...stacks, "distributed"])("%s: a token for the API server only where it is used", async (stack) => {
  const all = await shipped(stack);
  for (const { metadata, spec } of await podOwners(stack, "StatefulSet", "Deployment")) {
    const pod = spec.template.spec;
    const account = all.get(`${metadata.namespace}/ServiceAccount-${pod.serviceAccountName}.yaml`);
    // The parts of a backend are one identity.
    const name = metadata.name === "alloy-receiver" ? metadata.name : metadata.name.split("-")[0];
    expect([pod.serviceAccountName, account?.automountServiceAccountToken, pod.automountServiceAccountToken]).toEqual([
      name,
      false,
      name === "alloy",
    ]);
  }
});

test.each(pods)("%s %s: requests and limits of the settings, bounded scratch space", async (stack, name) => {
  const [container] = (await ownerOf(stack, name)).spec.template.spec.containers;
  const { requests, limits } = settingsOf(stack)[name].resources;
  expect(container.resources).toEqual({
    requests: { ...requests, "ephemeral-storage": "64Mi" },
    limits: { ...limits, "ephemeral-storage": "1Gi" },
  });
});

test.each([
  ["dev", { alloy: "409MiB", loki: "409MiB", mimir: "819MiB", tempo: "819MiB" }],
  ["production", { "alloy-receiver": "819MiB", alloy: "1638MiB", loki: "3276MiB", mimir: "6553MiB", tempo: "9830MiB" }],
])("%s: Go's memory is four fifths of each limit", async (stack, expected) => {
  const owners = await podOwners(stack, "StatefulSet", "Deployment");
  const found = owners.map(({ metadata, spec }) => [metadata.name, spec.template.spec.containers[0].env[0]] as const);
  expect(Object.fromEntries(found.map(([name, { value }]) => [name, value]))).toEqual(expected);
  expect(new Set(found.map(([, { name }]) => name))).toEqual(new Set(["GOMEMLIMIT"]));
});

test("distributed: so it is for each part, by the limit of its own", async () => {
  for (const { spec } of await podOwners("distributed", "StatefulSet", "Deployment")) {
    const [{ env, resources }] = spec.template.spec.containers;
    expect(env[0]).toEqual({ name: "GOMEMLIMIT", value: `${mebibytes(resources.limits.memory, 0.8)}MiB` });
  }
});

/** Where each says that it can do its work, and where it answers as long as it answers at all. */
const pages = {
  alloy: ["/-/ready", "/-/ready"],
  loki: ["/ready", "/services"],
  mimir: ["/ready", "/services"],
  tempo: ["/ready", "/status/version"],
} as const;

test.each([
  ["dev", "HTTP"],
  ["staging", "HTTPS"],
  ["production", "HTTPS"],
  ["distributed", "HTTPS"],
])("%s: started, ready and alive by pages over %s", async (stack, scheme) => {
  for (const { metadata, spec } of await podOwners(stack, "StatefulSet", "Deployment")) {
    const [container] = spec.template.spec.containers;
    const [ready, alive] = pages[metadata.name.split("-")[0] as keyof typeof pages];
    const httpGet = { path: ready, port: "http", scheme };
    expect([container.startupProbe, container.readinessProbe, container.livenessProbe]).toEqual([
      { httpGet, periodSeconds: 5, failureThreshold: 120 },
      { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      { httpGet: { ...httpGet, path: alive }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 5 },
    ]);
    expect(container.ports.map((port) => port.name)).toContain("http");
  }
});

const owned = ["tls.crt", "tls.key", "ca.crt"].map((name) => ({ key: name, path: name }));

/** What it proves itself with and whom it trusts, where there is TLS. */
const tlsVolume = (name: string) => ({
  name: "tls",
  projected: { defaultMode: 0o440, sources: [{ secret: { name: `${name}-tls`, items: owned } }] },
});

const folders = { alloy: "/var/lib/alloy", loki: "/loki", mimir: "/data", tempo: "/var/tempo" } as const;

test.each(pods)(
  "%s %s: what it writes to is mounted: its volume and scratch space; and what it proves itself with, to read",
  async (stack, name) => {
    const { spec } = await ownerOf(stack, name);
    const live = stack !== "dev" && name !== "alloy";
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([
      { name: "config", mountPath: `/etc/${name}`, readOnly: true },
      ...(live ? [{ name: "overrides", mountPath: `/etc/${name}-overrides`, readOnly: true }] : []),
      { name: "data", mountPath: folders[name] },
      { name: "tmp", mountPath: "/tmp" },
      ...(stack === "dev" ? [] : [tlsMount]),
    ]);
    expect(spec.template.spec.volumes).toEqual([
      { name: "config", configMap: { name: `${name}-config` } },
      ...(live ? [{ name: "overrides", configMap: { name: `${name}-overrides` } }] : []),
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      ...(stack === "dev" ? [] : [tlsVolume(name)]),
    ]);
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: "data" },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: settingsOf(stack)[name].storage.size } },
        },
      },
    ]);
  },
);

test.each(["production", "distributed"])(
  "%s: a Deployment writes to bounded scratch space in the place of a volume",
  async (stack) => {
    for (const { metadata, spec } of await podOwners(stack, "Deployment")) {
      const { containers, volumes } = spec.template.spec;
      const folder = folders[metadata.name.split("-")[0] as keyof typeof folders];
      expect(containers[0].volumeMounts).toContainEqual({ name: "data", mountPath: folder });
      expect(volumes.filter(({ name }) => name === "data")).toEqual([
        { name: "data", emptyDir: { sizeLimit: "512Mi" } },
      ]);
      expect(spec.volumeClaimTemplates).toBeUndefined();
    }
  },
);

test("a storage class is asked for where the settings name one", async () => {
  const all = await objects("dev", { loki: { storage: { class: "fast" } } });
  const loki = all.get("observability-dev/StatefulSet-loki.yaml") as PodOwner;
  expect(loki.spec.volumeClaimTemplates).toMatchObject([{ spec: { storageClassName: "fast" } }]);
});
