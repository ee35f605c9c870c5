import { tlsVolume } from "../../../../components/kubernetes";
import { wiring, workload } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { objects, run } from "../../../support/offline";
import { settingsOf } from "../settings";
import type { PodOwner } from "../workloads";
import { oldAuthority as root } from "../../settings/support/authorities";

const files = (...names: string[]) => names.map((name) => ({ key: name, path: name }));
const volumesOf = (stack: string, name: string, overrides: Tree = {}, options = {}) => {
  const settings = settingsOf(stack, overrides);
  return tlsVolume(settings, workload(wiring(settings), name), options);
};
const volume = (...sources: object[]) => ({
  volumes: [{ name: "tls", projected: { defaultMode: 0o440, sources } }],
  volumeMounts: [{ name: "tls", mountPath: "/etc/tls", readOnly: true }],
});
const secret = (name: string, ...names: string[]) => ({ secret: { name, items: files(...names) } });
const configMap = (...names: string[]) => ({ configMap: { name: "mop-trust", items: files(...names) } });

test("without TLS nothing is mounted", () => {
  expect(volumesOf("dev", "mimir")).toEqual({ volumes: [], volumeMounts: [] });
});

test("a pod gets its own certificate and key, and the authority that comes with them", () => {
  expect(volumesOf("production", "mimir")).toEqual(volume(secret("mimir-tls", "tls.crt", "tls.key", "ca.crt")));
});

test("an agent, which only checks others, gets no key", () => {
  expect(volumesOf("production", "obi", {}, { keyless: true })).toEqual(volume(secret("obi-tls", "ca.crt")));
});

test("authorities in the settings take the place of the one in the Secret", () => {
  const trust = { certificates: { trust: [root, root] } };
  expect(volumesOf("production", "mimir", trust)).toEqual(
    volume(secret("mimir-tls", "tls.crt", "tls.key"), configMap("ca.crt")),
  );
  expect(volumesOf("production", "obi", trust, { keyless: true })).toEqual(volume(configMap("ca.crt")));
});

test("authorities of what is outside are beside them, for whoever calls it", () => {
  const outside = { objectStorage: { ca: root }, kafka: { ca: root } };
  const own = secret("mimir-tls", "tls.crt", "tls.key", "ca.crt");
  expect(volumesOf("production", "mimir", outside)).toEqual(volume(own, configMap("object-storage.crt")));
  expect(volumesOf("distributed", "mimir-ingester", outside)).toEqual(
    volume(secret("mimir-ingester-tls", "tls.crt", "tls.key", "ca.crt"), configMap("object-storage.crt", "kafka.crt")),
  );
  expect(volumesOf("production", "alloy", outside)).toEqual(
    volume(secret("alloy-tls", "tls.crt", "tls.key", "ca.crt")),
  );
  // Without TLS of the stack's own, and with a bucket or without.
  expect(volumesOf("dev", "mimir", { ...outside, mimir: { bucket: "eu-metrics" } })).toEqual(
    volume(configMap("object-storage.crt")),
  );
  expect(volumesOf("dev", "mimir", outside)).toEqual({ volumes: [], volumeMounts: [] });
});

test("a changed authority of the object storage rolls those that call it, and nobody else", async () => {
  const rendered = await objects("production", { objectStorage: { ca: root } });
  const trusting = [...rendered.values()].filter(
    (object) => (object as unknown as PodOwner).spec?.template?.metadata.annotations["checksum/trust"] !== undefined,
  );
  expect(trusting.map(({ metadata }) => metadata.name).sort()).toEqual(["loki", "mimir", "tempo"]);
  expect([...rendered.keys()].filter((file) => file.endsWith("ConfigMap-mop-trust.yaml"))).toEqual([
    "observability-production/ConfigMap-mop-trust.yaml",
  ]);
});

test("a Secret that is there goes by the name in the settings", () => {
  const existing = { certificates: { issuer: { kind: "Secrets" }, secrets: { tempo: "tempo-from-vault" } } };
  expect(volumesOf("production", "tempo", existing)).toEqual(
    volume(secret("tempo-from-vault", "tls.crt", "tls.key", "ca.crt")),
  );
});

test("a changed authority rolls every pod, and nothing but what pods read changes", async () => {
  const [before, after] = await Promise.all(
    [{}, { certificates: { trust: [root] } }].map((overrides) => objects("production", overrides)),
  );
  const added = [...after.keys()].filter((file) => !before.has(file));
  expect(added).toEqual([
    "obi-production/ConfigMap-mop-trust.yaml",
    "observability-production/ConfigMap-mop-trust.yaml",
  ]);
  const trusting = [...after.values()].filter(
    (object) => (object as unknown as PodOwner).spec?.template?.metadata.annotations["checksum/trust"] !== undefined,
  );
  expect(trusting.map(({ metadata }) => metadata.name).sort()).toEqual([
    "alloy",
    "alloy-receiver",
    "loki",
    "mimir",
    "obi",
    "tempo",
  ]);
  const changed = [...before].filter(([file, object]) => JSON.stringify(object) !== JSON.stringify(after.get(file)));
  expect(changed.map(([, { kind }]) => kind).sort()).toEqual([
    "DaemonSet",
    "Deployment",
    "StatefulSet",
    "StatefulSet",
    "StatefulSet",
    "StatefulSet",
  ]);
});

test("cert-manager is installed by its pinned chart before anything that needs it", async () => {
  const { resources } = await run("production", { certificates: { chartVersion: "v1.21.2" } });
  const chart = resources.find(({ type }) => type === "kubernetes-cert-manager:index:CertManager");
  expect(chart?.inputs).toMatchObject({
    helmOptions: {
      version: "v1.21.2",
      namespace: "cert-manager",
      createNamespace: false,
      values: { crds: { enabled: true, keep: true } },
    },
  });
  const selfSigned = resources.find(({ name }) => name === "mop-certificates-self-signed");
  expect(selfSigned?.dependencies).toContain(chart?.urn);
});

test("of what is in its namespace, only the webhook can be reached", async () => {
  const policy = async (stack: string, overrides: Tree = {}) => {
    const { resources } = await run(stack, overrides);
    expect(resources.map(({ type }) => type)).toContain("kubernetes-cert-manager:index:CertManager");
    return resources.find(
      ({ name, type }) => name === "mop-certificates-cert-manager" && type.endsWith("NetworkPolicy"),
    );
  };
  expect((await policy("production"))?.inputs).toMatchObject({
    metadata: { namespace: "cert-manager", name: "webhook-only" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ ports: [{ protocol: "TCP", port: 10250 }] }] },
  });
  expect(await policy("dev", { tls: { enabled: true } })).toBeUndefined();
});

test.each([
  ["production", { certificates: { install: false } }],
  ["production", { certificates: { issuer: { kind: "Secrets" }, secrets: allSecrets() } }],
  ["dev", {}],
])("%s with %j installs none", async (stack, overrides) => {
  const { resources } = await run(stack, overrides);
  expect(resources.filter(({ type }) => type.startsWith("kubernetes-cert-manager:"))).toEqual([]);
});

function allSecrets() {
  return Object.fromEntries(["obi", "alloy-receiver", "alloy", "tempo", "mimir", "loki"].map((name) => [name, name]));
}
