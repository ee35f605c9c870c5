import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings, readSettings, readStackFile, SettingsError, stackFile } from "../../../settings";
import { dedent } from "./support/broken";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-file-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string, stack = "dev") {
  writeFileSync(stackFile(folder, stack), dedent(text));
  return readStackFile(stackFile(folder, stack));
}

/** What is thrown, as text; or "nothing". */
function thrown(action: () => unknown): string {
  try {
    action();
    return "nothing";
  } catch (error) {
    return String(error);
  }
}

const nothingSecret = () => false;

test("a stack's file is Pulumi.<stack>.yaml in its folder", () => {
  expect(stackFile("/srv/checkout", "eu-west")).toBe("/srv/checkout/Pulumi.eu-west.yaml");
});

describe("a stack file", () => {
  test("is read into the engine's form: text, and JSON for maps and lists", () => {
    const { config, secretKeys } = read(`
      config:
        mop:environment: dev
        mop:loki:
          retention: 14d
          limits: { streams: 5000 }
        mop:flag: true
        mop:ratio: 0.25
        mop:list: [a, 1, null]
        mop:empty:
        kubernetes:context: lab
    `);
    expect(config).toEqual({
      "mop:environment": "dev",
      "mop:loki": '{"retention":"14d","limits":{"streams":5000}}',
      "mop:flag": "true",
      "mop:ratio": "0.25",
      "mop:list": '["a",1,null]',
      "mop:empty": "null",
      "kubernetes:context": "lab",
    });
    expect(secretKeys).toEqual([]);
  });

  test("and its settings come back as they were written", () => {
    const { config } = read(`
      config:
        mop:environment: dev
        mop:obi: { traces: false, watch: { namespaces: [shop-*], podLabels: { a.b/c: "1" } } }
        kubernetes:context: lab
    `);
    const { environment, obi } = readSettings(config, nothingSecret, "dev");
    expect([environment, obi.traces, obi.watch]).toEqual([
      "dev",
      false,
      { mode: "opt-out", namespaces: ["shop-*"], podLabels: { "a.b/c": "1" }, podAnnotations: {} },
    ]);
  });

  test.each(["", "\n", "# nothing yet\n", "config:\n", "config: {}\n", "encryptionsalt: v1:abc\n"])(
    "%j holds no setting",
    (text) => {
      expect(read(text)).toEqual({ config: {}, secretKeys: [] });
    },
  );

  test("anchors are followed", () => {
    const { config } = read(`
      config:
        mop:tempo: { resources: &small { limits: { cpu: "1" } } }
        mop:loki: { resources: *small }
    `);
    expect(config["mop:loki"]).toBe('{"resources":{"limits":{"cpu":"1"}}}');
  });

  test("one that is not there is answered with those that are", () => {
    for (const name of ["staging", "dev"]) writeFileSync(stackFile(folder, name), "");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: mop");
    expect(thrown(() => readStackFile(stackFile(folder, "prod")))).toBe(
      "Error: There is no Pulumi.prod.yaml. Stacks with a file: dev, staging.",
    );
  });

  test.each(["", "nowhere"])("none at all in the folder %j", (name) => {
    expect(thrown(() => readStackFile(stackFile(join(folder, name), "dev")))).toBe(
      "Error: There is no Pulumi.dev.yaml. Stacks with a file: none.",
    );
  });

  test("a mistake in the YAML is told with its line", () => {
    expect(thrown(() => read("config:\n  mop:loki: { retention: 14d\n  mop:tempo: {}\n"))).toBe(
      dedent(`
        Error: Pulumi.dev.yaml is not valid YAML: Flow map in block collection must be sufficiently indented and end with a } at line 3, column 3:

          mop:loki: { retention: 14d
          mop:tempo: {}
          ^
      `),
    );
  });

  test("a key that is there twice is told with its line", () => {
    expect(thrown(() => read("config:\n  mop:loki: {}\n  mop:loki: {}\n"))).toBe(
      dedent(`
        Error: Pulumi.dev.yaml is not valid YAML: Map keys must be unique at line 3, column 3:

          mop:loki: {}
          mop:loki: {}
          ^
      `),
    );
  });

  test("a pattern without its quotes is told with its line", () => {
    expect(thrown(() => read("config:\n  mop:obi: { watch: { namespaces: [*] } }\n"))).toBe(
      dedent(`
        Error: Pulumi.dev.yaml is not valid YAML: Alias cannot be an empty string at line 2, column 36:

          mop:obi: { watch: { namespaces: [*] } }
                                           ^
      `),
    );
  });

  test("a longer pattern without its quotes is told as the alias that YAML takes it for", () => {
    expect(thrown(() => read("config:\n  mop:obi: { watch: { namespaces: [*-test] } }\n"))).toBe(
      "Error: Pulumi.dev.yaml is not valid YAML: Unresolved alias (the anchor must be set before the alias): -test",
    );
  });

  test.each([
    ["- mop:loki\n", 'Pulumi.dev.yaml must be a map with the key config, not ["mop:loki"].'],
    ["mop:loki\n", 'Pulumi.dev.yaml must be a map with the key config, not "mop:loki".'],
    ["config: text\n", 'config in Pulumi.dev.yaml must be a map of settings, not "text".'],
    ["config: [mop:loki]\n", 'config in Pulumi.dev.yaml must be a map of settings, not ["mop:loki"].'],
  ])("%j is no stack file", (text, message) => {
    expect(thrown(() => read(text))).toBe(`Error: ${message}`);
  });

  test("a key without a namespace is one of the project's, as for the engine", () => {
    expect(read("config:\n  environment: staging\n").config).toEqual({ "mop:environment": "staging" });
  });
});

describe("settings from the engine", () => {
  test("are the keys of this project, JSON read", () => {
    const config = {
      "mop:environment": "staging",
      "mop:obi": '{"traces":false}',
      "mopp:x": "1",
      "kubernetes:context": "lab",
    };
    expect(readSettings(config, nothingSecret, "eu")).toEqual(
      parseSettings({ environment: "staging", obi: { traces: false } }, "eu"),
    );
  });

  test("what is no map is shown as it came", () => {
    const config = { "mop:loki": "{not json", "mop:obi": "[1]", "mop:tempo": "0.25", "mop:__proto__": '{"a":1}' };
    const report = thrown(() => readSettings(config, nothingSecret, "dev"));
    expect(report.match(/mop:.*\n +found:.*/g)).toEqual([
      "mop:obi\n    found:     [1]",
      'mop:tempo\n    found:     "0.25"',
      'mop:loki\n    found:     "{not json"',
      "mop:__proto__\n    found:     unknown key",
    ]);
  });

  test("the rules that look at settings as a whole are asked", () => {
    const fault = { path: ["loki"], found: "f", expected: "e", mend: [] };
    const read = () => readSettings({}, nothingSecret, "dev", [({ stack }) => (stack === "dev" ? [fault] : [])]);
    expect(thrown(read)).toBe(
      dedent(`
        SettingsError: Pulumi.dev.yaml has 1 fault; nothing was changed.

          mop:loki
            found:     f
            expected:  e
      `),
    );
  });

  test("a secret of another provider is no fault", () => {
    expect(readSettings({ "aws:secretKey": "x" }, () => true, "dev")).toEqual(parseSettings({}, "dev"));
  });
});

describe("a secret", () => {
  const hidden = "correct-horse-battery-staple";

  test.each([
    ["a setting", `mop:cluster: { secure: ${hidden} }`, ["mop:cluster"]],
    ["deep in a map", `mop:obi: { extraConfig: { a: { b: { secure: ${hidden} } } } }`, ["mop:obi"]],
    ["in a list", `mop:alloy: { extraConfig: [{ attributes: { secure: ${hidden} } }] }`, ["mop:alloy"]],
    ["of another provider", `aws:secretKey: { secure: ${hidden} }`, ["aws:secretKey"]],
  ])("%s is named, and its value left out", (_, line, expected) => {
    const { config, secretKeys } = read(`config:\n  ${line}\n`);
    expect(secretKeys).toEqual(expected);
    expect(config).toEqual({ [expected[0]]: "" });
  });

  test.each([
    ["has another key beside it", `{ secure: a, other: b }`],
    ["is a map", `{ secure: { a: b } }`],
  ])("a map with the key secure that %s is none", (_, value) => {
    expect(read(`config:\n  mop:cluster: ${value}\n`).secretKeys).toEqual([]);
  });

  test("is refused without a word of its value", () => {
    const config = { "mop:cluster": `{"context":"${hidden}"}`, "mop:loki": "{}", "mop:environment": hidden };
    const refuse = () => readSettings(config, (key) => key !== "mop:loki", "dev");
    expect(refuse).toThrow(SettingsError);
    expect(thrown(refuse)).toBe(
      dedent(`
        SettingsError: Pulumi.dev.yaml has 2 faults; nothing was changed.

          mop:cluster
            found:     a secret
            expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
            mend:      pulumi config rm --path 'mop:cluster' --stack dev

          mop:environment
            found:     a secret
            expected:  plain settings: credentials stay in Kubernetes Secrets, which settings name
            mend:      pulumi config rm --path 'mop:environment' --stack dev
      `),
    );
    expect(thrown(refuse)).not.toContain(hidden);
  });
});
