import { gatewayAddress, realNodes } from "../../lab/control-plane/addresses";
import { engineLack } from "../../lab/node/policies";
import { eventually, stackFileWith } from "../lab/lab";
import { programImage } from "./image";
import { calmDev, pods } from "./pods";
import { applyText, kubectl, mop, startedAs, withRealNode } from "./real-lab";
import { found, Services } from "./services";

/** The dev stack with its network rules, which two real nodes enforce. */

const namespace = "observability-dev";
const stack = new Services(namespace);
const nodes = realNodes.slice(0, 2);

/** As Pulumi.dev.yaml has it, with rules. The tests read as the first node does. */
const settings = {
  "mop:environment": "dev",
  "mop:cluster": { name: "dev" },
  "mop:network": {
    policies: true,
    applications: [{ namespace: "shop" }],
    readers: [{ namespace: "readers" }, { cidr: `${nodes[0].address}/32` }],
    apiServer: [{ cidr: "10.96.0.1/32" }, { cidr: `${gatewayAddress}/32` }],
  },
};

/** A pod on each node. */
const visitor = (name: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---
apiVersion: v1
kind: Service
metadata: { name: probe, namespace: ${name} }
spec: { selector: { app: probe }, ports: [{ port: 8080 }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: probe, namespace: ${name} }
spec:
  selector: { matchLabels: { app: probe } }
  template:
    metadata: { labels: { app: probe } }
    spec:
      containers:
        - name: probe
          image: lab.invalid/probe:1
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
`;

/** Who is let in to send, who to read, and who to nothing at all. */
const visitors = ["shop", "readers", "foreign"] as const;
type Visitor = (typeof visitors)[number];

const areReady = (name: Visitor) =>
  kubectl("rollout", "status", "daemonset/probe", "--namespace", name, "--timeout=90s");

/** Runs the probe in a visitor's pod on a node. @returns the lines that it printed */
function probe(from: Visitor, node: string, ...words: string[]): string[] {
  const onNode = ["--field-selector", `spec.nodeName=${node}`, "--output", "name"];
  const pod = kubectl("get", "pods", "--namespace", from, ...onNode).trim();
  return kubectl("exec", pod, "--namespace", from, "--", "/program", ...words)
    .trim()
    .split("\n");
}

const ports: Readonly<Record<string, string>> = {
  "OTLP by gRPC": `otlp.${namespace}.svc.cluster.local:4317`,
  "OTLP by HTTP": `otlp.${namespace}.svc.cluster.local:4318`,
  "Alloy's page": `alloy.${namespace}.svc.cluster.local:12345`,
  Loki: `loki.${namespace}.svc.cluster.local:3100`,
  Mimir: `mimir.${namespace}.svc.cluster.local:8080`,
  Tempo: `tempo.${namespace}.svc.cluster.local:3200`,
  "another pod": "probe.foreign.svc.cluster.local:8080",
};

/** Which of the ports take a connection from a visitor's pod on a node; the others are to give no answer. */
function open(from: Visitor, node: string): string[] {
  const answers = probe(from, node, "reach", ...Object.values(ports));
  const names = Object.keys(ports).filter((_, n) => answers[n].endsWith(" open"));
  expect(answers).toEqual(
    Object.entries(ports).map(([name, address]) => `${address} ${names.includes(name) ? "open" : "no answer"}`),
  );
  return names;
}

const reached: Readonly<Record<Visitor, readonly string[]>> = {
  shop: ["OTLP by gRPC", "OTLP by HTTP", "another pod"],
  readers: ["Alloy's page", "Loki", "Mimir", "Tempo", "another pod"],
  foreign: ["another pod"],
};

/** What pods of all visitors reach from all nodes. */
const allReached = () =>
  Object.fromEntries(visitors.flatMap((from) => nodes.map(({ name }) => [`${from} on ${name}`, open(from, name)])));

const asAllowed = Object.fromEntries(
  visitors.flatMap((from) => nodes.map(({ name }) => [`${from} on ${name}`, reached[from]])),
);

const engines = nodes.map(({ name }) => `${name}-policy-engine`);

const suite = () => {
  beforeAll(async () => {
    expect(mop("lab", "stop", "--purge").code).toBe(0);
    const image = await programImage("probe", "lab.invalid/probe:1");
    expect(mop("lab", "start", "--node", "real", "--nodes", "2", "--images", image)).toMatchObject({ code: 0 });
    const { code, output } = mop("up", "--stack", "dev", "--config-file", stackFileWith(settings));
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("create (0 unchanged)") as string });
    applyText(visitors.map(visitor).join("---\n"));
    visitors.forEach(areReady);
  });

  afterAll(() => {
    expect(mop("lab", "stop", "--purge").code).toBe(0);
  });

  test("every pod of the stack is ready", () => {
    expect(pods()).toEqual(["obi-dev obi ready, 0 restarts", ...calmDev]);
  });

  test("a pod reaches what it is let in to from its own node and from another, and nothing else", () => {
    expect(allReached()).toEqual(asAllowed);
  });

  test("what an application sends arrives, through Alloy in Loki", async () => {
    const resource = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };
    const line = { timeUnixNano: `${Date.now()}000000`, body: { stringValue: "one order" } };
    const body = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [line] }] }] };
    for (const { name } of nodes) {
      const answer = probe("shop", name, "post", `http://${ports["OTLP by HTTP"]}/v1/logs`, JSON.stringify(body));
      expect(answer).toEqual(["post 200"]);
    }
    expect(await found(() => stack.lines('{service_name="shop"}'))).toContain("one order");
  });

  test("Alloy asks the API server, and has the logs of pods it was told of", async () => {
    const query = '{k8s_namespace_name="kube-system", k8s_container_name="coredns"}';
    expect(await found(() => stack.lines(query))).not.toEqual([]);
  });

  test("killed engines leave their rules in force, and the next start mends them", async () => {
    for (const engine of engines) process.kill(startedAs(engine), "SIGKILL");
    await eventually(
      () => mop("lab", "status").output,
      (output) => engines.every((engine) => new RegExp(`^${engine} +stopped`, "m").test(output)),
    );
    expect(allReached()).toEqual(asAllowed);
    expect(mop("lab", "start").code).toBe(0);
    for (const name of visitors) kubectl("rollout", "restart", "daemonset/probe", "--namespace", name);
    visitors.forEach(areReady);
    expect(allReached()).toEqual(asAllowed);
  });
};

withRealNode("network rules that are enforced", suite, engineLack());
