import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { checkout } from "../../lab/folders";
import {
  applyText,
  changed,
  eventually,
  fixture,
  fixtureWith,
  kubectl,
  kubectlWarnings,
  labProcesses,
  list,
  mop,
  mopAll,
  namespaces,
  objectCount,
  objects,
  ownNamespaces,
  pods,
  report,
  stackFileWith,
  versions,
  volumesGone,
} from "./lab";

/**
 * The three environments in one cluster, and beside them production with every part on its own, as a stack that
 * protects nothing. Buckets, broker and credentials are fixtures: test/fixtures names them, and nothing of the lab asks
 * them anything.
 */
const settings = {
  dev: stackFileWith({ "mop:environment": "dev", "mop:cluster": { name: "dev" } }),
  staging: fixture("staging"),
  production: fixture("production"),
  distributed: fixtureWith("distributed", { "mop:protect": false }),
};
type Stack = keyof typeof settings;
const stacks = Object.keys(settings) as Stack[];

/** What the stack with parts of their own is allowed: its mirror, and to protect nothing. */
const allowing = ["--policy-config", join(checkout, "test", "fixtures", "policy-config.json")];

const command = (operation: string, stack: Stack, file = settings[stack], policies = stack === "distributed") => [
  operation,
  "--stack",
  stack,
  "--config-file",
  file,
  ...(policies ? allowing : []),
];

const production = "observability-production";

/** Who signs for the stack that has no authority of its own. */
const platformIssuer = {
  apiVersion: "cert-manager.io/v1",
  kind: "ClusterIssuer",
  metadata: { name: "platform" },
  spec: { selfSigned: {} },
};

beforeAll(() => {
  expect(mop(["lab", "stop", "--purge"]).code).toBe(0);
});

afterAll(() => {
  expect(mop(["lab", "stop", "--purge"]).code).toBe(0);
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
  expect(mop(["lab", "start"]).code).toBe(0);
  applyText(stringify(platformIssuer));
  const ended = await mopAll(...stacks.map((stack) => command("up", stack)));
  expect(ended.map(({ output }) => /^\d+ create .*$/m.exec(output)?.[0] ?? output)).toEqual(
    stacks.map((stack) => `${objectCount(stack)} create (0 unchanged)`),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
});

/** Running and ready pods, as "namespace workload" with their number. */
function ready(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { metadata, status } of pods()) {
    if (!status.conditions?.some((one) => one.type === "Ready" && one.status === "True")) continue;
    const workload = `${metadata.namespace} ${metadata.labels?.["app.kubernetes.io/name"]}`;
    counts[workload] = (counts[workload] ?? 0) + 1;
  }
  return counts;
}

const inNamespace = (namespace: string, counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([workload, count]) => [`${namespace} ${workload}`, count]));

/** An agent on every Linux node; of each workload the replicas of its settings, or the least that its autoscaler allows. */
const wanted = {
  ...Object.fromEntries(stacks.map((stack) => [`obi-${stack} obi`, 5])),
  ...inNamespace("observability-dev", { alloy: 1, tempo: 1, mimir: 1, loki: 1 }),
  ...inNamespace("observability-staging", { alloy: 2, tempo: 1, mimir: 3, loki: 3 }),
  ...inNamespace(production, { alloy: 3, "alloy-receiver": 3, tempo: 1, mimir: 3, loki: 3 }),
  ...inNamespace("observability-distributed", {
    alloy: 3,
    "alloy-receiver": 3,
    "tempo-backend-scheduler": 1,
    "tempo-backend-worker": 2,
    "tempo-block-builder": 3,
    "tempo-distributor": 2,
    "tempo-live-store": 3,
    "tempo-querier": 2,
    "tempo-query-frontend": 2,
    "mimir-compactor": 1,
    "mimir-distributor": 3,
    "mimir-ingester": 3,
    "mimir-querier": 2,
    "mimir-query-frontend": 2,
    "mimir-query-scheduler": 2,
    "mimir-ruler": 2,
    "mimir-store-gateway": 3,
    "loki-compactor": 1,
    "loki-distributor": 3,
    "loki-index-gateway": 2,
    "loki-ingester": 3,
    "loki-querier": 3,
    "loki-query-frontend": 2,
    "loki-query-scheduler": 2,
    "loki-ruler": 2,
  }),
};

const isWhole = (counts: object) => JSON.stringify(Object.entries(counts).sort()) === wholeCounts;
const wholeCounts = JSON.stringify(Object.entries(wanted).sort());

interface Availability {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly availableReplicas?: number };
}

const unavailable = () =>
  list<Availability>("statefulsets,deployments", "--all-namespaces")
    .filter(({ spec, status }) => status.availableReplicas !== spec.replicas)
    .map(({ metadata }) => metadata.name);

/** Waits until every wanted pod is ready; what it was like last is compared, so that a failure tells what is missing. */
async function expectWhole(): Promise<void> {
  const last = await eventually(ready, isWhole).catch(() => ready());
  expect(last).toEqual(wanted);
  // A pod counts as available some seconds after it is ready; then nothing is written any more.
  await eventually(unavailable, (none) => none.length === 0);
}

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

test("a second up changes nothing, not even a version", async () => {
  const before = stacks.map(versions);
  const ended = await mopAll(...stacks.map((stack) => command("up", stack)));
  expect(ended.map(({ output }) => changed(output))).toEqual([[], [], [], []]);
  expect(ended.map(({ output }) => output.includes("\nNothing changed.\n"))).toEqual([true, true, true, true]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(stacks.map(versions)).toEqual(before);
});

describe("a node is taken away", () => {
  const lokiPods = () => pods("--namespace", production, "--selector", "app.kubernetes.io/name=loki");
  const nodeOf = new Map<string, string | undefined>();
  const evict = (pod: string) => {
    const file = join(tmpdir(), "mop-eviction.json");
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: pod, namespace: production } };
    writeFileSync(file, JSON.stringify(eviction));
    return kubectl("create", "--raw", `/api/v1/namespaces/${production}/pods/${pod}/eviction`, "-f", file);
  };

  interface Budget {
    readonly status: Readonly<Record<"currentHealthy" | "desiredHealthy" | "disruptionsAllowed", number>>;
  }
  const budgets = () =>
    list<Budget>("poddisruptionbudgets", "--all-namespaces").map(
      ({ metadata: { name, namespace }, status: { currentHealthy, desiredHealthy, disruptionsAllowed } }) => ({
        name: `${namespace} ${name}`,
        currentHealthy,
        desiredHealthy,
        disruptionsAllowed,
      }),
    );
  const lokiBudget = () => budgets().find(({ name }) => name === `${production} loki`);

  /**
   * A pod that was evicted counts as going for two minutes, unless the controller looks just when it is gone and its
   * namesake is not there yet (DeletionTimeout in pkg/controller/disruption). The tests do not wait for that.
   */
  const forgetEvictions = (budget: string) =>
    kubectl(
      ...["patch", "poddisruptionbudget", budget, "--namespace", production, "--subresource=status", "--type=merge"],
      ...["--patch", JSON.stringify({ status: { disruptedPods: null } })],
    );

  test("a drain goes through, and no budget is overdrawn", async () => {
    for (const { metadata, spec } of lokiPods()) nodeOf.set(metadata.name, spec.nodeName);
    const workers = ["worker-1", "worker-2", "worker-3", "worker-4"];
    // The fourth worker would take the pod in at once: it is out of order as well.
    const spare = workers.filter((name) => ![...nodeOf.values()].includes(name));
    expect(spare.length).toBe(1);
    kubectl("cordon", spare[0]);
    const away = nodeOf.get("loki-0") as string;
    expect(kubectl("drain", away, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s")).toContain(
      `node/${away} drained`,
    );
    const last = await eventually(lokiBudget, (budget) => budget?.disruptionsAllowed === 0);
    expect(last).toEqual({
      name: `${production} loki`,
      currentHealthy: 2,
      desiredHealthy: 2,
      disruptionsAllowed: 0,
    });
    expect(budgets().filter(({ currentHealthy, desiredHealthy }) => currentHealthy < desiredHealthy)).toEqual([]);
    expect(lokiPods().map(({ metadata, status }) => `${metadata.name} ${status.phase}`)).toEqual([
      "loki-0 Pending",
      "loki-1 Running",
      "loki-2 Running",
    ]);
  });

  test("while one copy is down, no other may be taken", () => {
    const before = lokiPods().map(({ metadata }) => metadata.uid);
    expect(() => evict("loki-1")).toThrow(
      /\(TooManyRequests\): Cannot evict pod as it would violate the pod's disruption budget\./,
    );
    expect(lokiPods().map(({ metadata }) => metadata.uid)).toEqual(before);
  });

  test("with the nodes back everything is, and one may be taken again", async () => {
    kubectl("uncordon", "worker-1", "worker-2", "worker-3", "worker-4");
    await expectWhole();
    forgetEvictions("loki");
    await eventually(lokiBudget, (budget) => budget?.disruptionsAllowed === 1);
    const { uid } = lokiPods()[1].metadata;
    expect(JSON.parse(evict("loki-1"))).toMatchObject({ kind: "Status", status: "Success" });
    await eventually(lokiPods, (now) => now.length === 3 && now[1].metadata.uid !== uid);
    await expectWhole();
  });
});

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

const largerVolume = (name: string) =>
  name === "dev"
    ? stackFileWith({
        "mop:environment": "dev",
        "mop:cluster": { name: "dev" },
        "mop:loki": { storage: { size: "9Gi" } },
      })
    : fixtureWith(name, { "mop:loki": { storage: { size: "90Gi" }, retention: "20d" } });

const resized = "spec.volumeClaimTemplates[0].spec.resources.requests.storage";

test.each(["preview", "up"])("in production, %s refuses another size of a volume as a whole", (operation) => {
  const before = versions("production");
  const { code, output } = mop(command(operation, "production", largerVolume("production")));
  expect(report(output)).toEqual([
    "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
    `  StatefulSet mop-loki: ${resized}`,
    'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
  ]);
  expect(code).toBe(2);
  // The new retention has not been applied either.
  expect(versions("production")).toEqual(before);
});

test("in production, another topology that drops what holds data is refused as a whole", () => {
  const file = fixture("distributed");
  const before = versions("production");
  const { code, output } = mop(command("up", "production", file, true));
  expect(report(output)).toEqual([
    "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
    `  StatefulSet mop-alloy: ${resized}`,
    "  StatefulSet mop-loki",
    "  StatefulSet mop-mimir",
    "  StatefulSet mop-tempo",
    'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
    "To give the others up, with all other settings as they were at first:",
    `  mop:protect: false, below config in ${file}`,
    `  npm run up -- --stack production --config-file ${file} --policy-config policy/unprotected.json`,
  ]);
  expect(code).toBe(2);
  expect(versions("production")).toEqual(before);
});

test("in dev, preview says that a replacement leaves the volume as it is", () => {
  const { code, output } = mop(command("preview", "dev", largerVolume("dev")));
  expect(changed(output)).toEqual([`± StatefulSet mop-loki: ${resized}`]);
  expect(output).toContain(
    '\nWarning: StatefulSet mop-loki: the volumes that it has keep their size. See "Change the size of a volume" in docs/operations.md\n',
  );
  expect(code).toBe(0);
});

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

const protectedOnes = [
  "Namespace mop-backends",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `StatefulSet mop-${name}`),
];

test("destroy of production is refused, and says what allows it", () => {
  const before = versions("production");
  const { code, output } = mop(["destroy", "--stack", "production"]);
  expect(report(output)).toEqual([
    "The stack production has protected objects; nothing was changed.",
    ...protectedOnes.map((title) => `  ${title}`),
    "Their volumes hold its data, and would go with it. To give them up:",
    "  pulumi config set --path 'mop:protect' false --stack production",
    "  npm run up -- --stack production --policy-config policy/unprotected.json",
    "  npm run destroy -- --stack production",
  ]);
  expect(code).toBe(2);
  expect(versions("production")).toEqual(before);
});

test("without protection all are taken down side by side, and leave nothing", async () => {
  const unprotected = fixtureWith("production", { "mop:protect": false });
  const before = versions("production");
  const released = mop(command("up", "production", unprotected, true));
  expect(changed(released.output)).toEqual(protectedOnes.map((title) => `~ ${title}: protect`));
  expect(released.code).toBe(0);
  expect(versions("production")).toEqual(before);

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
