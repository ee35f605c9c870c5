import { gatewayAddress, realNodes } from "../../lab/control-plane/addresses";
import { engineLack } from "../../lab/node/policies";
import { eventually } from "../lab/lab";
import { create, dev, namespace } from "../real/dev";
import { logLine } from "../real/otlp";
import { calmDev, pods } from "../real/pods";
import { mop, must, startedAs, withRealNode } from "../real/real-lab";
import { found, Services } from "../real/services";
import { deployVisitors, probe, replaceVisitors, visitorAddress, visitorImage } from "../real/visitors";

/** The dev stack with its network rules, which two real nodes enforce. */

const stack = new Services(namespace);
const nodes = realNodes.slice(0, 2);

/** With rules. The tests read as the first node does. */
const settings = {
  ...dev,
  "mop:network": {
    policies: true,
    applications: [{ namespace: "shop" }],
    readers: [{ namespace: "readers" }, { cidr: `${nodes[0].address}/32` }],
    apiServer: [{ cidr: "10.96.0.1/32" }, { cidr: `${gatewayAddress}/32` }],
  },
};

/** Who is let in to send, who to read, and who to nothing at all. */
const visitors = ["shop", "readers", "foreign"] as const;
type Visitor = (typeof visitors)[number];

const ports: Readonly<Record<string, string>> = {
  "OTLP by gRPC": `otlp.${namespace}.svc.cluster.local:4317`,
  "OTLP by HTTP": `otlp.${namespace}.svc.cluster.local:4318`,
  "Alloy's page": `alloy.${namespace}.svc.cluster.local:12345`,
  Loki: `loki.${namespace}.svc.cluster.local:3100`,
  Mimir: `mimir.${namespace}.svc.cluster.local:8080`,
  Tempo: `tempo.${namespace}.svc.cluster.local:3200`,
  "another pod": visitorAddress("foreign"),
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
    const image = await visitorImage();
    expect(mop("lab", "start", "--node", "real", "--nodes", "2", "--images", image)).toMatchObject({ code: 0 });
    create(settings);
    deployVisitors(...visitors);
  });

  test("every pod of the stack is ready", () => {
    expect(pods()).toEqual(["obi-dev obi ready, 0 restarts", ...calmDev]);
  });

  test("a pod reaches what it is let in to from its own node and from another, and nothing else", () => {
    expect(allReached()).toEqual(asAllowed);
  });

  test("what an application sends arrives, through Alloy in Loki", async () => {
    const body = JSON.stringify(logLine("shop", "one order"));
    for (const { name } of nodes) {
      const answer = probe("shop", name, "post", `http://${ports["OTLP by HTTP"]}/v1/logs`, body);
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
    must("lab", "start");
    replaceVisitors(...visitors);
    expect(allReached()).toEqual(asAllowed);
  });
};

withRealNode("network rules that are enforced", suite, engineLack());
