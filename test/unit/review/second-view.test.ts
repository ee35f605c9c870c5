import { markdownReport } from "../../../review/report/markdown";
import { htmlReport } from "../../../review/report/html";
import { reviewStack, type StackSide } from "../../../review/report/stack";
import type { Registered } from "../../../review/offline";
import { type EnginePlan, type EngineStep, engineWords } from "../../../review/second-view";

function registered(kind: string, name: string, spec: object = {}): Registered {
  const type = `kubernetes:core/v1:${kind}`;
  const inputs = { apiVersion: "v1", kind, metadata: { name, namespace: "shop" }, spec };
  return { type, name, urn: `${type}::${name}`, parent: "", dependencies: [], protect: false, custom: true, inputs };
}

const side = (...resources: Registered[]): StackSide => ({
  state: "rendered",
  resources,
  policyConfig: {},
  judged: () => [],
});

const engine = "Pulumi 3.276.0";
const [was, is] = [registered("Service", "web"), registered("Service", "web", { type: "ClusterIP" })];
const fixed = registered("Service", "web", { clusterIP: "10.0.0.1" });
const chart = { ...registered("CertManager", "web"), custom: false };

const reviewed = (base: Registered[], head: Registered[], steps: EngineStep[]) =>
  reviewStack("dev", side(...base), side(...head), { plan: { engine, steps } });

test.each<[string, Registered[], Registered[], EngineStep[]]>([
  ["unchanged", [was], [was], [{ op: "same", before: was, after: was }]],
  ["changed", [was], [is], [{ op: "update", before: was, after: is }]],
  ["added", [], [is], [{ op: "create", after: is }]],
  ["removed", [was], [], [{ op: "delete", before: was }]],
  ["replaced", [was], [fixed], [{ op: "replace", before: was, after: fixed }]],
  [
    "renamed",
    [was],
    [registered("Service", "shop")],
    [{ op: "replace", before: was, after: registered("Service", "shop") }],
  ],
  ["of a chart, which neither sees", [chart], [{ ...chart, inputs: { spec: {} } }], []],
])("what is %s is so in both views", (_, base, head, steps) => {
  expect(reviewed(base, head, steps).engine).toEqual({ state: "agrees", engine });
});

const recreated = reviewed(
  [was],
  [was],
  [
    { op: "delete", before: was },
    { op: "create", after: was },
  ],
);

test("what only the engine would do is part of the blast radius", () => {
  expect(recreated.engine).toEqual({
    state: "differs",
    engine,
    differences: [{ subject: "Service shop/web", here: "unchanged", engine: "recreated" }],
  });
  expect(recreated.blast).toEqual([
    {
      danger: "irreversible",
      subject: "Service shop/web",
      text: "is deleted and made anew under another resource name (an alias would keep it), says Pulumi 3.276.0; by its fields it stays as it is",
    },
  ]);
});

test("what the engine leaves alone is told as well", () => {
  expect(reviewed([was], [is], [{ op: "same", before: was, after: was }]).blast).toEqual([
    {
      danger: "change",
      subject: "Service shop/web",
      text: "stays as it is, says Pulumi 3.276.0; by its fields it is changed in place",
    },
  ]);
});

const plans: readonly (readonly [EnginePlan, string])[] = [
  [{ engine, steps: [] }, "Pulumi 3.276.0 plans the same"],
  [
    { engine, steps: [{ op: "delete", before: was }] },
    "Pulumi 3.276.0 plans otherwise in 1 place, which the blast radius tells",
  ],
  [
    { missing: "there is no Pulumi CLI on this machine" },
    "not asked, or no answer: there is no Pulumi CLI on this machine",
  ],
];

test.each(plans)("a plan is put into words in every report", (plan, words) => {
  const review = { base: "1", head: "2", stacks: [reviewStack("dev", side(was), side(was), { plan })] };
  expect(engineWords(review.stacks[0].engine!)).toBe(words);
  expect(markdownReport(review)).toContain(`Engine: ${words}\n`);
  expect(htmlReport(review)).toContain(`<p class="engine">Engine: ${words}</p>`);
});

test("without a plan, the engine is in no report", () => {
  const stack = reviewStack("dev", side(was), side(was));
  expect(stack).not.toHaveProperty("engine");
  expect(markdownReport({ base: "1", head: "2", stacks: [stack] })).not.toContain("Engine");
});
