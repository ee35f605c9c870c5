import { stringify } from "yaml";
import { nodeTakenAway } from "./environments/node-taken-away";
import { dataIsProtected, protectedOnes } from "./environments/protection";
import { command, settings, type Stack, stacks } from "./environments/stacks";
import { expectWhole, ready } from "./environments/whole";
import {
  applyText,
  changed,
  fixtureWith,
  kubectl,
  kubectlWarnings,
  labProcesses,
  list,
  mop,
  must,
  mopAll,
  namespaces,
  objectCount,
  objects,
  ownNamespaces,
  pods,
  stackFileWith,
  written,
  volumesGone,
} from "./lab";

/** Who signs for the stack that has no authority of its own. */
const platformIssuer = {
  apiVersion: "cert-manager.io/v1",
  kind: "ClusterIssuer",
  metadata: { name: "platform" },
  spec: { selfSigned: {} },
};

beforeAll(() => {
  must(["lab", "stop", "--purge"]);
});

afterAll(() => {
  must(["lab", "stop", "--purge"]);
});

test("a stack that still has placeholders is refused before anything starts", () => {
  const { code, output } = mop(["up", "--stack", "production"]);
  const fault = (path: string, found: string) => [
    "",
    `  mop:${path}`,
    `    found:     "${found}", a placeholder`,
    "    expected:  what only you can know",
    `    mend:      pulumi config set --path 'mop:${path}' VALUE --stack production`,
  ];
  expect(output.trim().split("\n")).toEqual([
    "Pulumi.production.yaml has 8 faults; nothing was changed.",
    ...fault("cluster.name", "set-me"),
    ...fault("network.apiServer[0].cidr", "192.0.2.0/24"),
    ...fault("network.objectStorage[0].cidr", "192.0.2.0/24"),
    ...fault("objectStorage.endpoint", "set-me"),
    ...fault("objectStorage.region", "set-me"),
    ...fault("tempo.bucket", "set-me-traces"),
    ...fault("mimir.bucket", "set-me-metrics"),
    ...fault("loki.bucket", "set-me-logs"),
  ]);
  expect(code).toBe(2);
  expect(labProcesses()).toEqual([]);
});

test("all come up side by side, and nothing is refused", async () => {
  must(["lab", "start"]);
  applyText(stringify(platformIssuer));
  const ended = await mopAll(...stacks.map((stack) => command("up", stack)));
  expect(ended.map(({ output }) => /^\d+ create .*$/m.exec(output)?.[0] ?? output)).toEqual(
    stacks.map((stack) => `${objectCount(stack)} create (0 unchanged)`),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
});

test("every pod runs, as many as there should be", expectWhole);

test("no controller met a refusal", () => {
  expect(list("events", "--all-namespaces", "--field-selector", "reason=FailedCreate")).toEqual([]);
});

test("only the agents' namespaces admit more than restricted pods", () => {
  const levels = list("namespaces", "--selector", "app.kubernetes.io/part-of=mop").map(
    ({ metadata: { name, labels } }) => `${name} ${labels?.["pod-security.kubernetes.io/enforce"]}`,
  );
  expect(levels.sort()).toEqual([
    ...stacks.map((stack) => `obi-${stack} privileged`).sort(),
    ...stacks.map((stack) => `observability-${stack} restricted`).sort(),
  ]);
  // An existing pod that breaks a level that is newly enforced would be told in a warning.
  const enforce = ["--dry-run=server", "pod-security.kubernetes.io/enforce=restricted"];
  const told = kubectlWarnings("label", "--overwrite", "namespace", "--all", ...enforce)
    .split("\n")
    .filter((line) => line.includes("existing pods in namespace"));
  expect(told.map((line) => /namespace "([^"]*)"/.exec(line)?.[1]).sort()).toEqual(
    stacks.map((stack) => `obi-${stack}`).sort(),
  );
});

interface Containers {
  readonly spec: {
    readonly imagePullSecrets?: readonly { readonly name: string }[];
    readonly containers: readonly {
      readonly env?: readonly {
        readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
      }[];
    }[];
  };
}

test("of secrets, pods want the fixtures and no others", () => {
  const bucketKeys = ["mop-object-storage access-key-id", "mop-object-storage secret-access-key"];
  const secretsOf = (stack: Stack) => {
    const refs = list<Containers>("pods", "--namespace", `observability-${stack}`).flatMap(({ spec }) => [
      ...(spec.imagePullSecrets ?? []).map(({ name }) => `${name} for the registry`),
      ...spec.containers
        .flatMap(({ env }) => env ?? [])
        .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])
        .map(({ name, key }) => `${name} ${key}`),
    ]);
    return [...new Set(refs)].sort();
  };
  expect(Object.fromEntries(stacks.map((stack) => [stack, secretsOf(stack)]))).toEqual({
    dev: [],
    staging: bucketKeys,
    production: bucketKeys,
    distributed: ["mop-kafka password", "mop-kafka username", "registry-login for the registry"],
  });
});

interface Spread {
  readonly spec: { readonly replicas: number; readonly template: { readonly spec: { readonly affinity?: object } } };
}

test("copies are on nodes of their own, and three of them in three zones", () => {
  const zones = new Map(
    list("nodes").map(({ metadata: { name, labels } }) => [name, labels?.["topology.kubernetes.io/zone"]]),
  );
  const everyPod = pods();
  const places = list<Spread>("statefulsets", "--all-namespaces")
    .filter(({ spec }) => spec.template.spec.affinity !== undefined)
    .map(({ metadata: { name, namespace } }) => {
      const nodes = everyPod
        .filter(({ metadata }) => metadata.namespace === namespace)
        .filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/name"] === name)
        .map(({ spec }) => spec.nodeName ?? "none");
      const inZones = [...new Set(nodes.map((node) => zones.get(node)))];
      return `${namespace} ${name}: ${new Set(nodes).size} nodes in ${inZones.length} zones`;
    });
  expect(places.sort()).toEqual(
    [
      ...["loki-index-gateway: 2 nodes in 2 zones"].map((place) => `observability-distributed ${place}`),
      ...["loki-ingester", "mimir-ingester", "mimir-store-gateway", "tempo-block-builder", "tempo-live-store"].map(
        (name) => `observability-distributed ${name}: 3 nodes in 3 zones`,
      ),
      ...["production", "staging"].flatMap((stack) =>
        ["loki", "mimir"].map((name) => `observability-${stack} ${name}: 3 nodes in 3 zones`),
      ),
    ].sort(),
  );
});

interface Autoscaler {
  readonly spec: { readonly minReplicas: number; readonly maxReplicas: number };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

test("autoscalers are accepted, and find what they scale", () => {
  const found = list<Autoscaler>("horizontalpodautoscalers", "--all-namespaces").map(
    ({ metadata: { name }, spec, status }) => {
      const able = status.conditions?.find(({ type }) => type === "AbleToScale")?.status;
      return `${name}: ${spec.minReplicas} to ${spec.maxReplicas}, able: ${able}`;
    },
  );
  expect(found.sort()).toEqual([
    "alloy-receiver: 3 to 12, able: True",
    "mimir-querier: 2 to 6, able: True",
    "tempo-distributor: 2 to 8, able: True",
  ]);
});

test("a second up changes nothing, not even who wrote what", async () => {
  const before = stacks.map(written);
  const ended = await mopAll(...stacks.map((stack) => command("up", stack)));
  expect(ended.map(({ output }) => changed(output))).toEqual([[], [], [], []]);
  expect(ended.map(({ output }) => output.includes("\nNothing changed.\n"))).toEqual([true, true, true, true]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(stacks.map(written)).toEqual(before);
});

describe("a node is taken away", nodeTakenAway);

test("an update leaves the number of pods to the autoscaler", () => {
  // As the autoscaler would under load: the lab measures none.
  kubectl("scale", "deployment", "mimir-querier", "--replicas=5", "--namespace", "observability-distributed");
  const larger = fixtureWith("distributed", {
    "mop:protect": false,
    "mop:mimir": { roles: { querier: { memory: "3Gi" } } },
  });
  const { code, output } = mop(command("up", "distributed", larger));
  expect(changed(output).map((line) => line.split(":")[0])).toEqual(["~ Deployment mop-mimir-querier"]);
  expect(code).toBe(0);
  const queriers = pods(
    "--namespace",
    "observability-distributed",
    "--selector",
    "app.kubernetes.io/name=mimir-querier",
  );
  expect(queriers.length).toBe(5);
});

describe("what has data is protected", dataIsProtected);

test("one pod becomes three in place, and keeps its volume", () => {
  const claims = () =>
    list("persistentvolumeclaims", "--namespace", "observability-dev").map(({ metadata }) => metadata);
  const before = claims().find(({ name }) => name === "data-loki-0")?.uid;
  const replicated = stackFileWith({
    "mop:environment": "dev",
    "mop:cluster": { name: "dev" },
    "mop:objectStorage": { endpoint: "s3.example.com", region: "lab", secret: "mop-object-storage" },
    "mop:loki": { topology: "replicated", bucket: "lab-logs" },
  });
  const { code, output } = mop(command("up", "dev", replicated));
  expect(changed(output).map((line) => line.split(":")[0])).toEqual([
    "+ PodDisruptionBudget mop-loki",
    "+ Service mop-loki-ring",
    "~ ConfigMap mop-loki-config",
    "~ Service mop-loki-headless",
    "~ Service mop-loki-service",
    "~ StatefulSet mop-loki",
  ]);
  expect(code).toBe(0);
  const loki = claims().filter(({ name }) => name.startsWith("data-loki-"));
  expect(loki.map(({ name }) => name)).toEqual(["data-loki-0", "data-loki-1", "data-loki-2"]);
  expect(loki[0].uid).toBe(before);
  expect(ready()["observability-dev loki"]).toBe(3);
});

test("without protection all are taken down side by side, and leave nothing", async () => {
  const unprotected = fixtureWith("production", { "mop:protect": false });
  const before = written("production");
  const released = mop(command("up", "production", unprotected, true));
  expect(changed(released.output)).toEqual(protectedOnes.map((title) => `~ ${title}: protect`));
  expect(released.code).toBe(0);
  expect(written("production")).toEqual(before);

  const ended = await mopAll(...stacks.map((stack) => ["destroy", "--stack", stack, "--config-file", settings[stack]]));
  expect(ended.map(({ output }) => /^\d+ delete .*$/m.exec(output)?.[0] ?? output)).toEqual(
    // dev got two more with its three copies.
    stacks.map((stack) => `${objectCount(stack) + (stack === "dev" ? 2 : 0)} delete (0 unchanged)`),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(stacks.flatMap(objects)).toEqual([]);
  expect(namespaces()).toEqual(ownNamespaces);
  expect(pods()).toEqual([]);
  await volumesGone();
});
