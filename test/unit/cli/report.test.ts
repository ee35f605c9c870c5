import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { Listener, sign } from "../../../cli/engine/report";

const urn =
  "urn:pulumi:dev::mop::mop:index:ObservabilityPlatform$mop:index:Loki$kubernetes:apps/v1:StatefulSet::mop-loki";

/** The event of a step that is done, or with `planning` of one that would be. */
function step(op: OpType, fields: readonly string[] = [], planning = false, type = "kubernetes:apps/v1:StatefulSet") {
  const detailedDiff = Object.fromEntries(fields.map((field) => [field, { diffKind: "update", inputDiff: true }]));
  const event = { metadata: { op, urn, type, detailedDiff }, planning };
  return (planning ? { resourcePreEvent: event } : { resOutputsEvent: event }) as unknown as EngineEvent;
}

const diagnostic = (severity: string, message: string, of = urn) =>
  ({ diagnosticEvent: { severity, message, urn: of, color: "never" } }) as unknown as EngineEvent;

function heard(...events: EngineEvent[]) {
  const lines: string[] = [];
  const listener = new Listener((line) => lines.push(line));
  events.forEach(listener.hear);
  return { ...listener.run, lines };
}

test("a changed object is told with the fields that differ", () => {
  expect(heard(step("update", ["spec.replicas", "metadata.labels.a"]))).toEqual({
    changes: [{ op: "update", title: "StatefulSet mop-loki", fields: ["spec.replicas", "metadata.labels.a"] }],
    unchanged: 0,
    warnings: [],
    errors: [],
    guarded: [],
    violations: [],
    advice: [],
    lines: ["1 done, last ~ StatefulSet mop-loki"],
  });
});

test("a preview tells each step twice, and it counts once", () => {
  const { changes, unchanged } = heard(step("same", [], true), step("same"), step("create", [], true), step("create"));
  expect(unchanged).toBe(1);
  expect(changes.map(({ op }) => op)).toEqual(["create"]);
});

test("a replacement is one change, not three", () => {
  const { changes } = heard(step("create-replacement"), step("replace"), step("delete-replaced"));
  expect(changes.map(({ op }) => op)).toEqual(["replace"]);
});

test("protection that comes or goes is a change, though the object stays as it is", () => {
  const protectedAs = (op: OpType, before: boolean | undefined, after: boolean | undefined) => {
    const event = step(op) as { resOutputsEvent: { metadata: object } };
    Object.assign(event.resOutputsEvent.metadata, { old: { protect: before }, new: { protect: after } });
    return heard(event as unknown as EngineEvent);
  };
  expect(protectedAs("same", true, undefined).changes).toEqual([
    { op: "update", title: "StatefulSet mop-loki", fields: ["protect"] },
  ]);
  expect(protectedAs("same", true, undefined).unchanged).toBe(0);
  expect(protectedAs("update", false, true).changes).toEqual([
    { op: "update", title: "StatefulSet mop-loki", fields: ["protect"] },
  ]);
  expect(protectedAs("same", false, undefined)).toMatchObject({ changes: [], unchanged: 1 });
  expect(protectedAs("same", true, true)).toMatchObject({ changes: [], unchanged: 1 });
});

test("what protection forbids is told by its object, not in the engine's words", () => {
  const { guarded, errors } = heard(
    diagnostic("error", `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, ...`),
    diagnostic("error", `unable to replace resource "${urn}"\nas it is currently marked for protection. To ...`),
    diagnostic("error", "no such namespace"),
  );
  expect(guarded).toEqual(["StatefulSet mop-loki", "StatefulSet mop-loki"]);
  expect(errors).toEqual(["StatefulSet mop-loki: no such namespace"]);
});

test("what is no Kubernetes object is left out", () => {
  expect(heard(step("create", [], false, "mop:index:Loki")).changes).toEqual([]);
});

test("errors and warnings name their object and lose the engine's marks", () => {
  const stack = "urn:pulumi:dev::mop::pulumi:pulumi:Stack::mop-dev";
  const { errors, warnings } = heard(
    diagnostic("error", "<{%fg 1%}>error: <{%reset%}>no such namespace\n"),
    diagnostic("error", "update failed", stack),
    diagnostic("warning", "warning: the cluster cannot be reached", stack),
    diagnostic("warning", "using pulumi-resource-kubernetes from $PATH at /bin"),
    diagnostic("info", "nothing to tell"),
  );
  expect(errors).toEqual(["StatefulSet mop-loki: no such namespace"]);
  expect(warnings).toEqual(["the cluster cannot be reached"]);
});

test("what protection forbids is no error but a reason to stop, each object by its name", () => {
  const { guarded, errors } = heard(
    diagnostic("error", "error: unable to replace resource because it is protected"),
    diagnostic("error", "error: resource cannot be deleted: marked for protection"),
  );
  expect(guarded).toEqual(["StatefulSet mop-loki", "StatefulSet mop-loki"]);
  expect(errors).toEqual([]);
});

test("an object whose protection alone is switched is an update, told by that", () => {
  const event = step("same") as unknown as { resOutputsEvent: { metadata: object } };
  const switched = (from: boolean, to: boolean) =>
    ({
      resOutputsEvent: {
        metadata: { ...event.resOutputsEvent.metadata, old: { protect: from }, new: { protect: to } },
      },
    }) as unknown as EngineEvent;
  expect(heard(switched(true, false)).changes).toEqual([
    { op: "update", title: "StatefulSet mop-loki", fields: ["protect"] },
  ]);
  expect(heard(switched(true, true))).toMatchObject({ changes: [], unchanged: 1 });
});

test("each operation has its sign", () => {
  expect((["create", "update", "delete", "replace", "refresh", "same"] as const).map(sign)).toEqual([
    "+",
    "~",
    "-",
    "±",
    "~",
    "same",
  ]);
});

test("what policies say is told apart by its level, without what the engine adds", () => {
  const policy = (policyName: string, enforcementLevel: string, message: string) =>
    ({ policyEvent: { policyName, enforcementLevel, message, resourceUrn: urn } }) as unknown as EngineEvent;
  const found = 'StatefulSet a/loki, container "loki": no memory limit';
  const { violations, advice } = heard(
    policy(
      "memory-limit",
      "mandatory",
      `<{%reset%}>Every container has a memory limit.\n${found}\n  why: a leak\n  fix: limits.memory: 1Gi<{%reset%}>\n`,
    ),
    policy("image-digest", "advisory", `Images are named by their digest.\n${found}\n  why: moved\n  fix: a digest`),
    policy("image-tag", "advisory", "StatefulSet a/loki: not judged, since spec is not known yet"),
  );
  expect(violations).toEqual([
    { rule: "memory-limit", level: "mandatory", found, why: "a leak", more: ["fix: limits.memory: 1Gi"] },
  ]);
  expect(advice).toEqual([
    { rule: "image-digest", level: "advisory", found, why: "moved", more: ["fix: a digest"] },
    {
      rule: "image-tag",
      level: "none",
      found: "StatefulSet a/loki: not judged, since spec is not known yet",
      why: undefined,
      more: [],
    },
  ]);
});
