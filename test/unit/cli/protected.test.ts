import { protectionReport, volumeWarnings } from "../../../cli/protected";

const size = "spec.volumeClaimTemplates[0].spec.resources.requests.storage";
const loki = { title: "StatefulSet mop-loki", fields: [] };

test("a destroy that is refused names the objects, and the commands that allow it", () => {
  const objects = [loki, { title: "StatefulSet mop-mimir", fields: [] }];
  expect(protectionReport("destroy", { stack: "production" }, objects).split("\n")).toEqual([
    "The stack production has protected objects; nothing was changed.",
    "  StatefulSet mop-loki",
    "  StatefulSet mop-mimir",
    "Their volumes hold its data, and would go with it. To give them up:",
    "  pulumi config set --path 'mop:protect' false --stack production",
    "  npm run up -- --stack production --policy-config policy/unprotected.json",
    "  npm run destroy -- --stack production",
  ]);
});

test("the commands are for the same settings and the same cluster", () => {
  const options = { stack: "production", configFile: "mine.yaml", context: "eu" };
  expect(protectionReport("destroy", options, [loki]).split("\n").slice(3)).toEqual([
    "  mop:protect: false, below config in mine.yaml",
    "  npm run up -- --stack production --config-file mine.yaml --context eu --policy-config policy/unprotected.json",
    "  npm run destroy -- --stack production --config-file mine.yaml --context eu",
  ]);
});

test.each(["up", "preview"] as const)(
  "%s that would resize a volume points to the steps, and tells nothing else",
  (operation) => {
    const objects = [{ ...loki, fields: ["spec.replicas", size] }];
    expect(protectionReport(operation, { stack: "production" }, objects).split("\n")).toEqual([
      "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
      `  StatefulSet mop-loki: ${size}`,
      'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
    ]);
  },
);

test("up that would take one away for another reason says how to allow it", () => {
  const objects = [loki, { title: "StatefulSet mop-mimir", fields: ["spec.serviceName"] }];
  expect(protectionReport("up", { stack: "production" }, objects).split("\n")).toEqual([
    "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
    "  StatefulSet mop-loki",
    "  StatefulSet mop-mimir: spec.serviceName",
    "To give them up, with all other settings as they were at first:",
    "  pulumi config set --path 'mop:protect' false --stack production",
    "  npm run up -- --stack production --policy-config policy/unprotected.json",
  ]);
});

test("where only some would be resized, both is told", () => {
  const objects = [{ title: "StatefulSet mop-alloy", fields: [size] }, loki];
  expect(protectionReport("up", { stack: "production" }, objects).split("\n").slice(1)).toEqual([
    `  StatefulSet mop-alloy: ${size}`,
    "  StatefulSet mop-loki",
    'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
    "To give the others up, with all other settings as they were at first:",
    "  pulumi config set --path 'mop:protect' false --stack production",
    "  npm run up -- --stack production --policy-config policy/unprotected.json",
  ]);
});

test("only a StatefulSet that is replaced for its volumes is warned of", () => {
  const change = (op: "replace" | "update" | "create", ...fields: string[]) => ({ op, title: loki.title, fields });
  expect(
    volumeWarnings([
      change("replace", "spec.replicas", size),
      change("replace", "spec.serviceName"),
      change("create", size),
    ]),
  ).toEqual([
    'StatefulSet mop-loki: the volumes that it has keep their size. See "Change the size of a volume" in docs/operations.md',
  ]);
});
