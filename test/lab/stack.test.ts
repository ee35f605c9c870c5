import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache } from "../../lab/folders";
import type { Review } from "../../review/report/model";
import {
  changed,
  kubectl,
  list,
  mop,
  must,
  namespaces,
  objectCount,
  objects,
  ownNamespaces,
  pods,
  stackFileWith,
  startMop,
  testLab,
  written,
  volumesGone,
} from "./lab";

const dev = ["--stack", "dev"];
const backends = "observability-dev";

beforeAll(() => {
  must(["lab", "stop", "--purge"]);
});

afterAll(() => {
  must(["lab", "stop", "--purge"]);
});

const all = objectCount("dev");

const podNames = () => pods().map(({ metadata }) => metadata.name.replace(/^obi-.*/, "obi"));

test("up creates the stack, and every pod runs", () => {
  const { code, output } = mop(["up", ...dev]);
  expect(output).toContain(`${all} create (0 unchanged)`);
  expect(code).toBe(0);
  expect(podNames().sort()).toEqual(["alloy-0", "loki-0", "mimir-0", "obi", "obi", "obi", "obi", "obi", "tempo-0"]);
  expect(pods().map(({ status }) => status.phase)).toEqual(Array(9).fill("Running"));
});

test("an agent is on every Linux node and on no other", () => {
  const nodes = pods()
    .filter(({ metadata }) => metadata.namespace === "obi-dev")
    .map(({ spec }) => spec.nodeName);
  expect(nodes.sort()).toEqual(["control-plane-1", "worker-1", "worker-2", "worker-3", "worker-4"]);
});

test("every claim has its volume", () => {
  const phases = list<{ status: { phase: string } }>("persistentvolumeclaims", "--all-namespaces").map(
    ({ metadata, status }) => `${metadata.name} ${status.phase}`,
  );
  expect(phases.sort()).toEqual([
    "data-alloy-0 Bound",
    "data-loki-0 Bound",
    "data-mimir-0 Bound",
    "data-tempo-0 Bound",
  ]);
});

test("its state is judged as its render is", () => {
  const verdicts = (...args: string[]) => {
    const list = JSON.parse(mop(["policy", "--json", ...args]).output) as Record<"rule" | "found" | "level", string>[];
    return list.map(({ rule, found, level }) => `${level} ${rule} ${found}`);
  };
  const state = join(cache, "labs", testLab, "state", ".pulumi", "stacks", "mop", "dev.json");
  const expected = verdicts(...dev);
  expect(expected.length).toBeGreaterThan(20);
  expect(verdicts("--file", state)).toEqual(expected);
});

test("no controller met a refusal", () => {
  const warnings = list("events", "--all-namespaces", "--field-selector", "type=Warning,reason=FailedCreate");
  expect(warnings).toEqual([]);
});

test("the backends' namespace refuses a privileged pod, the agents' one admits it", () => {
  const privileged = (namespace: string) => [
    "run",
    "intruder",
    "--image=example.invalid/intruder:1",
    "--privileged",
    "--dry-run=server",
    `--namespace=${namespace}`,
  ];
  expect(() => kubectl(...privileged(backends))).toThrow(/violates PodSecurity "restricted:latest": privileged/);
  expect(kubectl(...privileged("obi-dev"))).toBe("pod/intruder created (server dry run)\n");
});

test("a second up changes nothing, not even who wrote what", () => {
  const before = written("dev");
  const { code, output } = mop(["up", ...dev]);
  expect(code).toBe(0);
  expect(output).toContain("Nothing changed.");
  expect(written("dev")).toEqual(before);
});

const longerLogs = () =>
  stackFileWith({ "mop:environment": "dev", "mop:cluster": { name: "dev" }, "mop:loki": { retention: "72h" } });

const lokiChanges = [
  '~ ConfigMap mop-loki-config: data["loki.yaml"]',
  '~ StatefulSet mop-loki: spec.template.metadata.annotations["checksum/config"]',
];

test("a live review tells what others did to the stack, and touches nothing", () => {
  const aimAt = (port: string | number) => {
    const patch = [{ op: "replace", path: "/spec/ports/0/targetPort", value: port }];
    kubectl("--namespace", backends, "patch", "service", "mimir", "--type", "json", "--patch", JSON.stringify(patch));
  };
  aimAt(9999);
  kubectl("--namespace", "obi-dev", "delete", "configmap", "obi-config");
  const before = written("dev");
  const file = join(mkdtempSync(join(tmpdir(), "mop-")), "review.json");
  must(["review", "--live", "--stacks", "dev", "--format", "json", "--out", file]);
  const { base, stacks } = JSON.parse(readFileSync(file, "utf8")) as Review;
  expect(base).toBe("the lab");
  expect(stacks.map(({ tally }) => tally)).toEqual([{ added: 1, changed: 1, removed: 0, unchanged: all - 2 }]);
  expect(stacks[0].blast.filter(({ subject }) => subject !== "")).toEqual([
    {
      danger: "change",
      subject: "ConfigMap obi-dev/obi-config",
      text: "is gone from the cluster since the last update, which makes it again",
    },
    {
      danger: "change",
      subject: `Service ${backends}/mimir`,
      text: "was changed in the cluster since the last update, which sets it back: spec.ports[http/8080/TCP].targetPort",
    },
  ]);
  expect(written("dev")).toEqual(before);
  // What another manager has set, an update refuses to take over.
  aimAt("http");
  expect([mop(["refresh", ...dev]).code, mop(["up", ...dev]).code]).toEqual([0, 0]);
});

test("preview names exactly what a changed setting touches, and touches nothing", () => {
  const before = written("dev");
  const { code, output } = mop(["preview", ...dev, "--config-file", longerLogs()]);
  expect(code).toBe(0);
  expect(changed(output)).toEqual(lokiChanges);
  expect(output).toContain(`2 update (${all - 2} unchanged)`);
  expect(written("dev")).toEqual(before);
});

test("a changed setting touches two objects and rolls one pod", () => {
  const before = pods();
  const { code, output } = mop(["up", ...dev, "--config-file", longerLogs()]);
  expect(code).toBe(0);
  expect(changed(output)).toEqual(lokiChanges);
  const old = new Set(before.map(({ metadata }) => metadata.uid));
  const rolled = pods().filter(({ metadata }) => !old.has(metadata.uid));
  expect(rolled.map(({ metadata }) => metadata.name)).toEqual(["loki-0"]);
});

test("what was taken out by hand is noticed and put back", () => {
  kubectl("delete", "service", "tempo", "--namespace", backends);
  const refresh = mop(["refresh", ...dev, "--config-file", longerLogs()]);
  expect(refresh.code).toBe(0);
  expect(changed(refresh.output)).toEqual(["- Service mop-tempo-service"]);
  const up = mop(["up", ...dev, "--config-file", longerLogs()]);
  expect(up.code).toBe(0);
  expect(up.output).toContain(`1 create (${all - 1} unchanged)`);
});

test("a broken stack file is refused before anything happens", () => {
  const before = written("dev");
  const file = stackFileWith({ "mop:environment": "dev", "mop:loki": { retention: "soon" } });
  const { code, output } = mop(["up", ...dev, "--config-file", file]);
  expect(code).toBe(2);
  expect(output.trim()).toBe(
    [
      "Pulumi.dev.yaml has 1 fault; nothing was changed.",
      "",
      "  mop:loki.retention",
      '    found:     "soon"',
      "    expected:  a duration such as 30s, 15m, 48h or 14d",
      "    mend:      pulumi config set --path 'mop:loki.retention' 48h --stack dev",
    ].join("\n"),
  );
  expect(written("dev")).toEqual(before);
});

test("destroy leaves nothing behind", async () => {
  const { code, output } = mop(["destroy", ...dev]);
  expect(code).toBe(0);
  expect(output).toContain(`${all} delete (0 unchanged)`);
  expect(objects("dev")).toEqual([]);
  expect(namespaces()).toEqual(ownNamespaces);
  expect(podNames()).toEqual([]);
  await volumesGone();
});

test("an up that is killed half-way is finished by the next one", async () => {
  const killed = startMop(["up", ...dev]);
  await new Promise<void>((resolve, reject) => {
    killed.stdout?.on("data", (text: Buffer) => {
      if (/\b1[0-9] done/.test(text.toString())) resolve();
    });
    killed.once("exit", (code) => reject(new Error(`up ended with ${code} before it was half-way`)));
  });
  process.kill(-(killed.pid as number), "SIGKILL");
  await once(killed, "exit");
  expect(objects("dev").length).toBeLessThan(all);
  const files = readdirSync(join(cache, "labs", testLab, "state"), { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith("dev.json"))).toEqual([".pulumi/stacks/mop/dev.json"]);
  // The engine would write these in place, and with half of one it cannot read the state.
  expect(files.filter((file) => file.endsWith(".attrs"))).toEqual([]);

  const { code, output } = mop(["up", ...dev]);
  expect(output).toMatch(/^\d+ create \(\d+ unchanged\)$/m);
  expect(code).toBe(0);
  expect(podNames().sort()).toEqual(["alloy-0", "loki-0", "mimir-0", "obi", "obi", "obi", "obi", "obi", "tempo-0"]);
  expect(mop(["up", ...dev]).output).toContain("Nothing changed.");
});

test("what somebody else made is not taken over", () => {
  must(["destroy", ...dev]);
  kubectl("create", "namespace", "obi-dev");
  const { code, output } = mop(["up", ...dev]);
  expect(output).toContain("Namespace mop-agents: Namespace obi-dev exists already, and this stack did not make it");
  expect(code).toBe(1);
  must(["destroy", ...dev]);
  expect(namespaces()).toContain("obi-dev");
});
