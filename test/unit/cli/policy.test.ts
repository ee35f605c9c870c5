import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode, Failure } from "../../../cli/failure";
import { adviceLines, type Told, verdictLines } from "../../../cli/policy/report";
import { readState } from "../../../cli/policy/state";
import { judgeAll } from "../../../policy/offline";

const folder = mkdtempSync(join(tmpdir(), "mop-state-"));
const file = join(folder, "state.json");
const stateOf = (content: unknown) => {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readState(file);
};

const resource = {
  urn: "urn:pulumi:production::shop::kubernetes:apps/v1:StatefulSet::db",
  type: "kubernetes:apps/v1:StatefulSet",
  custom: true,
  protect: true,
  inputs: { metadata: { name: "db", namespace: "shop" } },
  outputs: { metadata: { name: "db", namespace: "shop", uid: "1" } },
};

test("an export and the file of a backend hold the same resources", () => {
  const expected = {
    stack: "production",
    resources: [
      { type: resource.type, name: "db", urn: resource.urn, props: resource.inputs, protect: true },
      { type: "", name: "", urn: "", props: undefined, protect: false },
    ],
  };
  const resources = [resource, {}, "nothing"];
  expect(stateOf({ version: 3, deployment: { resources } })).toEqual(expected);
  expect(stateOf({ version: 3, checkpoint: { stack: "x", latest: { resources } } })).toEqual(expected);
});

test("a state without a stack's name is judged as production", () => {
  expect(stateOf({ deployment: { resources: [] } })).toEqual({ stack: "", resources: [] });
});

test.each([
  ["{", "it is not valid JSON"],
  [[], "it has no list of resources"],
  [{ deployment: { resources: {} } }, "it has no list of resources"],
])("%j is no state", (content, found) => {
  expect(() => stateOf(content)).toThrow(
    new Failure(
      `${file} is no state of a stack: ${found}.\nOne is written by: pulumi stack export --file state.json`,
      exitCode.badInput,
    ),
  );
});

test("what a state holds encrypted is left open", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
  const spec = { containers: [{ name: "web", image: secret }] };
  const type = "kubernetes:core/v1:Pod";
  const { resources } = stateOf({
    deployment: { resources: [{ urn: `urn:pulumi:dev::shop::${type}::web`, type, inputs: { spec } }] },
  });
  const told = judgeAll(resources, "production", [], "2026-11-23").filter(({ rule }) => rule === "image-tag");
  expect(told.map(({ outcome, found }) => [outcome, found])).toEqual([
    ["unjudged", "Pod web: not judged, since spec.containers[0].image is not known yet"],
  ]);
});

const told = (rule: string, found: string, more: Partial<Told> = {}): Told => ({
  rule,
  level: "mandatory",
  found,
  why: "without one, a leak takes the node down with it",
  more: ["fix: a line"],
  ...more,
});

test("findings are told by rule, in the pack's order, with a reason of their own where they have one", () => {
  const list = [
    told("probes", "c", { level: "advisory", why: "another reason" }),
    told("memory-limit", "b"),
    told("memory-limit", "a"),
    told("probes", "d", { level: "none", why: undefined, more: ["exempt until 2027-01-01: old"] }),
  ];
  expect(verdictLines(list)).toEqual([
    "memory-limit (mandatory, high): Every container has a memory limit.",
    "  why: without one, a leak takes the node down with it",
    "  see: NSA/CISA Kubernetes Hardening Guidance 1.2, Kubernetes Pod security: resource policies",
    "  - a",
    "    fix: a line",
    "  - b",
    "    fix: a line",
    "",
    "probes (advisory, low): Containers that run for long say when they are ready and whether they are alive.",
    "  why: calls go to pods that cannot answer yet, and one that hangs is never restarted",
    "  see: Good practice, Kubernetes: configure liveness, readiness and startup probes",
    "  - c",
    "    why: another reason",
    "    fix: a line",
    "  - d",
    "    exempt until 2027-01-01: old",
    "",
  ]);
});

test("advice is one line", () => {
  expect(adviceLines([told("probes", "a"), told("client-tls", "b"), told("probes", "c")], "npm run policy")).toEqual([
    "Policies advise on 3 things (client-tls 1, probes 2): npm run policy",
  ]);
  expect(adviceLines([], "npm run policy")).toEqual([]);
});
