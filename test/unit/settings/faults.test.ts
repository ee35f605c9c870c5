import { configPath, SettingsError, shown } from "../../../settings";
import { dedent } from "./support/broken";

test.each([
  [["obi"], "mop:obi"],
  [["obi", "watch", "namespaces", 0], "mop:obi.watch.namespaces[0]"],
  [["alloy", "extraConfig", 2, "blocks", 11, "label"], "mop:alloy.extraConfig[2].blocks[11].label"],
  [["obi", "watch", "podLabels", "app.kubernetes.io/name"], 'mop:obi.watch.podLabels["app.kubernetes.io/name"]'],
  [["obi", "nodeSelector", "node-pool_2"], "mop:obi.nodeSelector.node-pool_2"],
  [["obi.version"], 'mop:["obi.version"]'],
  [["a", 'b "c"', ""], 'mop:a["b \\"c\\""][""]'],
  [[], "mop:"],
])("the path %j as the command line reads it", (path, expected) => {
  expect(configPath(path)).toBe(expected);
});

test.each([
  [undefined, "nothing"],
  [null, "null"],
  ["", '""'],
  ["48", '"48"'],
  [48, "48"],
  [false, "false"],
  [[1, "a"], '[1,"a"]'],
  [{ a: { b: null } }, '{"a":{"b":null}}'],
  ["two\nlines", '"two\\nlines"'],
  ["x".repeat(58), `"${"x".repeat(58)}"`],
  ["x".repeat(59), `"${"x".repeat(56)}...`],
])("%j as a report shows it", (value, expected) => {
  expect(shown(value)).toBe(expected);
});

describe("SettingsError", () => {
  test("holds the faults and tells all of them", () => {
    const faults = [
      {
        path: ["obi", "version"],
        found: '"main"',
        expected: "a release",
        mend: [{ set: ["obi", "version"], value: "v1.0.0" }],
      },
      { path: ["x"], found: "unknown key", expected: "one of a, b", mend: [] },
      {
        path: ["y", "it's"],
        found: "unknown key",
        expected: '"its"?',
        mend: [{ remove: ["y", "it's"] }, { set: ["y", "its"], value: "a 'quoted' text; rm" }],
      },
      { path: ["z"], found: "nothing", expected: "a number", mend: [{ set: ["z"], value: 0.25 }] },
      { path: ["v"], found: '"-5"', expected: "more", mend: [{ set: ["v"], value: -5 }] },
      { path: ["w"], found: '""', expected: "true or false", mend: [{ set: ["w"], value: "" }] },
    ];
    const error = new SettingsError("dev", faults);
    expect(error.message).toBe(
      dedent(`
        Pulumi.dev.yaml has 6 faults; nothing was changed.

          mop:obi.version
            found:     "main"
            expected:  a release
            mend:      pulumi config set --path 'mop:obi.version' v1.0.0 --stack dev

          mop:x
            found:     unknown key
            expected:  one of a, b

          mop:y["it's"]
            found:     unknown key
            expected:  "its"?
            mend:      pulumi config rm --path 'mop:y["it'\\''s"]' --stack dev
                       pulumi config set --path 'mop:y.its' 'a '\\''quoted'\\'' text; rm' --stack dev

          mop:z
            found:     nothing
            expected:  a number
            mend:      pulumi config set --path 'mop:z' 0.25 --stack dev

          mop:v
            found:     "-5"
            expected:  more
            mend:      pulumi config set --path 'mop:v' --stack dev -- -5

          mop:w
            found:     ""
            expected:  true or false
            mend:      pulumi config set --path 'mop:w' '' --stack dev
      `),
    );
    expect({ name: error.name, stack: error.stack, faults: error.faults }).toEqual({
      name: "SettingsError",
      stack: "dev",
      faults,
    });
  });

  test("tells faults in members of one list from the last to the first, and leaves the others where they are", () => {
    const paths = [["a"], ["x", 0, "b"], ["c"], ["x", 1], ["y", 0], ["x", 2, "z", 0], ["x"], ["y", 10]];
    const faults = paths.map((path) => ({ path, found: "f", expected: "e", mend: [] }));
    const told = new SettingsError("dev", faults).message.match(/mop:.*/g);
    expect(told).toEqual([
      "mop:a",
      "mop:x[2].z[0]",
      "mop:c",
      "mop:x[1]",
      "mop:y[10]",
      "mop:x[0].b",
      "mop:x",
      "mop:y[0]",
    ]);
  });
});
