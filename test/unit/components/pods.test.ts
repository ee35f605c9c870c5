import { type PodOwner, podOwners, shipped } from "./workloads";
import { objects, shippedSettings, stacks } from "../../support/offline";
import { mebibytes } from "../../../settings";

const backends = ["alloy", "loki", "mimir", "tempo"] as const;
const pods = stacks.flatMap((stack) => backends.map((name) => [stack, name] as const));

async function ownerOf(stack: string, name: string): Promise<PodOwner> {
  const owner = (await shipped(stack)).get(`observability-${stack}/StatefulSet-${name}.yaml`);
  return owner as PodOwner;
}

test.each(stacks)("%s: these are all pods there are", async (stack) => {
  const stateful = await podOwners(stack, "StatefulSet");
  const onNodes = await podOwners(stack, "DaemonSet");
  expect(stateful.map(({ metadata }) => metadata.name)).toEqual(backends);
  expect(onNodes.map(({ metadata }) => metadata.name)).toEqual(["obi"]);
  const containers = [...stateful, ...onNodes].flatMap(({ spec }) => [
    ...spec.template.spec.containers,
    ...(spec.template.spec.initContainers ?? []),
  ]);
  expect(containers.map(({ name }) => name)).toEqual([...backends, "obi"]);
});

const users = { alloy: 473, loki: 10001, mimir: 10001, tempo: 10001 };

test.each(pods)("%s %s: the pod keeps to the restricted level", async (stack, name) => {
  const pod = (await ownerOf(stack, name)).spec.template.spec;
  const user = users[name];
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
});

test.each(pods)("%s %s: a token for the API server only where it is used", async (stack, name) => {
  const all = await shipped(stack);
  const account = all.get(`observability-${stack}/ServiceAccount-${name}.yaml`);
  const pod = (await ownerOf(stack, name)).spec.template.spec;
  expect(pod.serviceAccountName).toBe(name);
  expect(account?.automountServiceAccountToken).toBe(false);
  expect(pod.automountServiceAccountToken).toBe(name === "alloy");
});

test.each(pods)(
  "%s %s: requests and limits of the settings, bounded scratch space, Go's memory",
  async (stack, name) => {
    const [container] = (await ownerOf(stack, name)).spec.template.spec.containers;
    const { requests, limits } = shippedSettings(stack)[name].resources;
    expect(container.resources).toEqual({
      requests: { ...requests, "ephemeral-storage": "64Mi" },
      limits: { ...limits, "ephemeral-storage": "1Gi" },
    });
    expect(container.env).toEqual([{ name: "GOMEMLIMIT", value: `${mebibytes(limits.memory, 0.8)}MiB` }]);
  },
);

test.each([
  ["dev", { alloy: "409MiB", loki: "409MiB", mimir: "819MiB", tempo: "819MiB" }],
  ["production", { alloy: "1638MiB", loki: "3276MiB", mimir: "6553MiB", tempo: "9830MiB" }],
])("%s: Go's memory is four fifths of each limit", async (stack, expected) => {
  const owners = await podOwners(stack, "StatefulSet");
  const found = owners.map(({ metadata, spec }) => [metadata.name, spec.template.spec.containers[0].env[0].value]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

const readyPaths = { alloy: "/-/ready", loki: "/ready", mimir: "/ready", tempo: "/ready" };

test.each(pods)("%s %s: started and ready by what it says, alive by its port", async (stack, name) => {
  const [container] = (await ownerOf(stack, name)).spec.template.spec.containers;
  const httpGet = { path: readyPaths[name], port: "http", scheme: "HTTP" };
  expect([container.startupProbe, container.readinessProbe, container.livenessProbe]).toEqual([
    { httpGet, periodSeconds: 5, failureThreshold: 120 },
    { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    { tcpSocket: { port: "http" }, periodSeconds: 30, failureThreshold: 5 },
  ]);
  expect(container.ports.map((port) => port.name)).toContain("http");
});

test.each(pods)("%s %s: what it writes to is mounted: its volume and scratch space", async (stack, name) => {
  const { spec } = await ownerOf(stack, name);
  const data = { alloy: "/var/lib/alloy", loki: "/loki", mimir: "/data", tempo: "/var/tempo" }[name];
  expect(spec.template.spec.containers[0].volumeMounts).toEqual([
    { name: "config", mountPath: `/etc/${name}`, readOnly: true },
    { name: "data", mountPath: data },
    { name: "tmp", mountPath: "/tmp" },
  ]);
  expect(spec.template.spec.volumes).toEqual([
    { name: "config", configMap: { name: `${name}-config` } },
    { name: "tmp", emptyDir: { sizeLimit: "512Mi" } },
  ]);
  expect(spec.volumeClaimTemplates).toEqual([
    {
      metadata: { name: "data" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: shippedSettings(stack)[name].storage.size } },
      },
    },
  ]);
});

test("a storage class is asked for where the settings name one", async () => {
  const all = await objects("dev", { loki: { storage: { class: "fast" } } });
  const loki = all.get("observability-dev/StatefulSet-loki.yaml") as PodOwner;
  expect(loki.spec.volumeClaimTemplates).toMatchObject([{ spec: { storageClassName: "fast" } }]);
});
