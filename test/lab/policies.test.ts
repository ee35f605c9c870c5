import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { mop, must, namespaces, ownNamespaces, stackFileWith, testLab } from "./lab";
import type { EngineRun } from "./policy-engine";

/** The pack as the real engine runs it: on a program that breaks rules (policy-engine.ts), and on the stacks. */

const allowed = join(checkout, "test", "fixtures", "policy-config.json");
const advisory = join(tmpdir(), "mop-advisory.json");

function engine(operation: "preview" | "up", runs: number, config: string): EngineRun[] {
  const script = join(checkout, "test", "lab", "policy-engine.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, operation, String(runs), config], {
    cwd: checkout,
    env: { ...process.env, MOP_LAB: testLab },
    encoding: "utf8",
  });
  const line = stdout.split("\n").find((one) => one.startsWith("["));
  if (line === undefined) throw new Error(stdout + stderr);
  return JSON.parse(line) as EngineRun[];
}

beforeAll(() => {
  writeFileSync(advisory, JSON.stringify({ all: "advisory", "image-registry": "disabled" }));
  must(["lab", "stop", "--purge"]);
  must(["lab", "start"]);
});

afterAll(() => {
  must(["lab", "stop", "--purge"]);
});

const known = [
  "advisory image-digest Deployment bad",
  "advisory image-digest Deployment good",
  "mandatory privileged Deployment bad",
  "mandatory read-only-root Deployment later",
];
const notKnownYet = [
  "agent-capabilities",
  "image-digest",
  "image-registry",
  "image-tag",
  "obi-version",
  "outage-switches",
];

test("a preview is stopped, says what it could not judge, and says the same ten times", () => {
  const runs = engine("preview", 10, allowed);
  const expected = [
    ...known,
    ...notKnownYet.map((rule) => `advisory ${rule} Deployment later`),
    "mandatory network-policy Namespace shop",
  ];
  for (const { succeeded, policies } of runs) {
    expect(policies).toEqual(expected.sort());
    expect(succeeded).toBe(false);
  }
  const { messages } = runs[0];
  expect(messages["mandatory privileged Deployment bad"].trim().split("\n")).toEqual([
    "No container is privileged.",
    'Deployment shop/bad, container "web": it is privileged',
    "  why: it can do on its node whatever root can: a hole in it is a hole in the node",
    "  fix: spec.template.spec.containers[0].securityContext.privileged: false",
  ]);
  expect(messages["advisory image-tag Deployment later"].trim()).toBe(
    "Deployment shop/later: not judged, since spec.template.spec.containers[0].image is not known yet",
  );
  expect(namespaces().sort()).toEqual(ownNamespaces);
});

test("an up creates nothing that a mandatory rule forbids, nor what waits for it", () => {
  const [{ succeeded, created, policies }] = engine("up", 1, allowed);
  expect(succeeded).toBe(false);
  expect(policies).toContain("mandatory privileged Deployment bad");
  expect(created).toContain("Namespace shop");
  expect(created.filter((title) => /bad|later/.test(title))).toEqual([]);
});

test("what is advisory is told, and in nobody's way", () => {
  const [{ succeeded, created, policies }] = engine("up", 1, advisory);
  expect(policies.map((one) => one.split(" ")[0])).toEqual(policies.map(() => "advisory"));
  expect(policies).toContain("advisory privileged Deployment bad");
  expect(policies).toContain("advisory network-policy Namespace shop");
  expect(created).toEqual(expect.arrayContaining(["Deployment bad", "Deployment good", "Deployment later"]));
  expect(succeeded).toBe(true);
});

test("up of a stack that breaks a mandatory rule is refused before anything starts", () => {
  const config = join(tmpdir(), "mop-mandatory.json");
  writeFileSync(config, JSON.stringify({ "network-policy": "mandatory" }));
  const { code, output } = mop(["up", "--stack", "dev", "--policy-config", config]);
  expect(output.trim().split("\n")).toEqual([
    "The stack dev breaks policies in 2 places; nothing was changed.",
    "",
    "network-policy (mandatory, high): Every namespace has a NetworkPolicy for all of its pods.",
    "  why: without one, every pod of the cluster can talk to every port in it",
    "  see: CIS Kubernetes Benchmark 1.10, 5.3.2",
    "  - Namespace obi-dev: no NetworkPolicy restricts the ingress of all of its pods",
    "    fix: a NetworkPolicy in obi-dev with spec: { podSelector: {}, policyTypes: [Ingress] }",
    "  - Namespace observability-dev: no NetworkPolicy restricts the ingress of all of its pods",
    "    fix: a NetworkPolicy in observability-dev with spec: { podSelector: {}, policyTypes: [Ingress] }",
    "",
    "Rules and how to set them: policy/README.md",
  ]);
  expect(code).toBe(1);
  expect(namespaces().sort()).toEqual(ownNamespaces);
});

test("preview of such a stack shows what would change, and fails", () => {
  const config = join(tmpdir(), "mop-mandatory.json");
  const { code, output } = mop(["preview", "--stack", "dev", "--policy-config", config]);
  expect(output).toContain("\n30 create (0 unchanged)\n  + ");
  expect(output).toContain("\nThe stack dev breaks policies in 2 places; nothing was changed.\n");
  expect(code).toBe(1);
});

test("a stack's own environment decides, whatever it is called", () => {
  const file = stackFileWith({ "mop:environment": "dev", "mop:cluster": { name: "lab" } });
  const { code, output } = mop(["preview", "--stack", "production", "--config-file", file]);
  expect(output).toContain("Policies advise on ");
  expect(code).toBe(0);
});
