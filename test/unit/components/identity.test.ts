import { objects } from "../../support/offline";
import { ofKind, type PodOwner, podOwners, shipped } from "./workloads";

/** Who pods are, where their images come from, and how they get at what they may not show. */

const fromSecret = (name: string, secret: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});
const bucket = [
  fromSecret("AWS_ACCESS_KEY_ID", "mop-object-storage", "access-key-id"),
  fromSecret("AWS_SECRET_ACCESS_KEY", "mop-object-storage", "secret-access-key"),
];
const broker = [
  fromSecret("KAFKA_USERNAME", "mop-kafka", "username"),
  fromSecret("KAFKA_PASSWORD", "mop-kafka", "password"),
];

/** What a pod's environment holds besides Go's memory. */
const credentials = ({ spec }: PodOwner) =>
  spec.template.spec.containers[0].env.filter(({ name }) => name !== "GOMEMLIMIT");
const args = ({ spec }: PodOwner) => spec.template.spec.containers[0].args ?? [];
const expands = (owner: PodOwner) => args(owner).includes("-config.expand-env=true");
const isBackend = ({ metadata }: PodOwner) => !metadata.name.startsWith("alloy");

test.each([
  ["dev", []],
  ["staging", bucket],
  ["production", bucket],
])("%s: the keys of the buckets come from a Secret, by name", async (stack, expected) => {
  for (const owner of await podOwners(stack, "StatefulSet", "Deployment")) {
    expect(credentials(owner)).toEqual(isBackend(owner) ? expected : []);
    expect(expands(owner)).toBe(false);
  }
});

test("distributed: no Secret for buckets, but one for the broker where a backend runs over it", async () => {
  for (const owner of await podOwners("distributed", "StatefulSet", "Deployment")) {
    const over = /^(tempo|mimir)-/.test(owner.metadata.name);
    expect([owner.metadata.name, credentials(owner), expands(owner)]).toEqual([
      owner.metadata.name,
      over ? broker : [],
      over,
    ]);
  }
});

test("straight to the ingesters, Mimir has no use for the broker's Secret", async () => {
  const all = await objects("distributed", { mimir: { ingest: "classic" } });
  const owner = all.get("observability-production/StatefulSet-mimir-ingester.yaml") as PodOwner;
  expect([credentials(owner), expands(owner)]).toEqual([[], false]);
});

test.each([
  ["dev", []],
  ["staging", ["SSL_CERT_FILE"]],
  ["production", ["SSL_CERT_FILE"]],
  ["distributed", ["SSL_CERT_FILE"]],
])(
  "%s: no environment variable but OBI's own two, Go's memory and, with TLS, whom OBI trusts holds a value",
  async (stack, tls) => {
    const values = (await podOwners(stack)).flatMap(({ spec }) =>
      spec.template.spec.containers.flatMap(({ env }) => env.filter(({ value }) => value !== undefined)),
    );
    expect([...new Set(values.map(({ name }) => name))].sort()).toEqual([
      "GOMEMLIMIT",
      "OTEL_EBPF_CONFIG_PATH",
      "OTEL_RESOURCE_ATTRIBUTES",
      ...tls,
    ]);
  },
);

test.each(["dev", "staging", "production", "distributed"])(
  "%s: there is no Secret, and no configuration names a key or password but by its variable",
  async (stack) => {
    expect(await ofKind(stack, "Secret")).toEqual([]);
    const lines = (await ofKind(stack, "ConfigMap"))
      // Alloy's names what it redacts.
      .filter(({ metadata }) => !metadata.name.startsWith("alloy"))
      .flatMap(({ data }) =>
        Object.values(data as Record<string, string>)
          .join("\n")
          .split("\n"),
      )
      .filter((line) => /secret|password|access_key|username|token:/i.test(line));
    const kafka = ["sasl_username: ${KAFKA_USERNAME}", "sasl_password: ${KAFKA_PASSWORD}"];
    expect(lines.map((line) => line.trim())).toEqual(stack === "distributed" ? [...kafka, ...kafka] : []);
  },
);

const annotation = { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/observability" };

test("distributed: a cloud identity is tied to the accounts of the backends, and to no other", async () => {
  const accounts = await ofKind("distributed", "ServiceAccount");
  expect(accounts.map(({ metadata }) => [metadata.name, metadata.annotations])).toEqual([
    ["obi", undefined],
    ["alloy-receiver", undefined],
    ["alloy", undefined],
    ["loki", annotation],
    ["mimir", annotation],
    ["tempo", annotation],
  ]);
});

test("only the backends that have a bucket get the identity and the keys", async () => {
  const all = await objects("dev", {
    objectStorage: { endpoint: "s3.example.com", secret: "keys", serviceAccountAnnotations: annotation },
    mimir: { bucket: "metrics" },
  });
  const found = ["loki", "mimir", "tempo"].map((name) => {
    const account = all.get(`observability-dev/ServiceAccount-${name}.yaml`);
    const owner = all.get(`observability-dev/StatefulSet-${name}.yaml`) as PodOwner;
    return [name, account?.metadata.annotations, credentials(owner).length];
  });
  expect(found).toEqual([
    ["loki", undefined, 0],
    ["mimir", annotation, 2],
    ["tempo", undefined, 0],
  ]);
});

const repositories = {
  obi: "otel/ebpf-instrument:v0.15.2",
  alloy: "grafana/alloy:v1.19.2",
  tempo: "grafana/tempo:3.0.3",
  mimir: "grafana/mimir:3.2.0",
  loki: "grafana/loki:3.7.8",
} as const;

test.each([
  ["production", "docker.io", undefined, repositories],
  [
    "distributed",
    "registry.example.com/mirror",
    [{ name: "registry-login" }],
    { ...repositories, tempo: "grafana/tempo:3.1.0" },
  ],
])("%s: every image is from %s, pulled with %j", async (stack, registry, pullSecrets, images) => {
  for (const { metadata, spec } of await podOwners(stack)) {
    const { containers, imagePullSecrets } = spec.template.spec;
    const image = images[metadata.name.split("-")[0] as keyof typeof repositories];
    expect([containers.map((container) => container.image), imagePullSecrets]).toEqual([
      [`${registry}/${image}`],
      pullSecrets,
    ]);
  }
});

test("several pull secrets keep their order, OBI's pod has them as well", async () => {
  const all = await objects("dev", { images: { pullSecrets: ["b", "a"] } });
  const owners = [...all.values()].filter(({ kind }) => ["StatefulSet", "DaemonSet"].includes(kind)) as PodOwner[];
  expect(owners.map(({ spec }) => spec.template.spec.imagePullSecrets)).toEqual(
    Array(5).fill([{ name: "b" }, { name: "a" }]),
  );
});

test.each(["staging", "distributed"])(
  "%s: each part of a backend runs the same image, and says which it is",
  async (stack) => {
    const all = await shipped(stack);
    const owners = [...all.values()].filter(
      ({ kind, metadata }) => ["StatefulSet", "Deployment"].includes(kind) && !metadata.name.startsWith("alloy"),
    ) as PodOwner[];
    for (const owner of owners) {
      const [backend, ...target] = owner.metadata.name.split("-");
      expect(args(owner)).toEqual([
        `-config.file=/etc/${backend}/${backend}.yaml`,
        ...(expands(owner) ? ["-config.expand-env=true"] : []),
        ...(target.length > 0 ? [`-target=${target.join("-")}`] : []),
      ]);
    }
  },
);
