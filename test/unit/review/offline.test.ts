import { checkout } from "../../../lab/folders";
import { layered, runOffline } from "../../../review/offline";
import { stackFile } from "../../../settings";
import { run, stacks } from "../../support/offline";

describe("laying settings over a stack's configuration", () => {
  test("a map is merged key by key into the JSON that is there", () => {
    const config = { "mop:obi": '{"traces":true,"log":{"level":"INFO","format":"text"}}' };
    expect(layered(config, { obi: { log: { level: "WARN" } } })).toEqual({
      "mop:obi": '{"traces":true,"log":{"level":"WARN","format":"text"}}',
    });
  });

  test("a list replaces the one that is there", () => {
    const config = { "mop:obi": '{"protocols":["http","grpc"]}' };
    expect(layered(config, { obi: { protocols: ["sql"] } })).toEqual({ "mop:obi": '{"protocols":["sql"]}' });
  });

  test("what is not there is added, in the form the engine would hand over", () => {
    expect(layered({}, { environment: "dev", loki: { retention: "3d" } })).toEqual({
      "mop:environment": "dev",
      "mop:loki": '{"retention":"3d"}',
    });
  });

  test("a map takes the place of plain text, and plain text that of a map", () => {
    const config = { "mop:environment": "dev", "mop:obi": "{}" };
    expect(layered(config, { environment: { x: 1 }, obi: "off" })).toEqual({
      "mop:environment": '{"x":1}',
      "mop:obi": "off",
    });
  });

  test("the configuration itself and other projects' keys stay as they are", () => {
    const config = { "aws:region": "eu", "mop:obi": '{"traces":true}' };
    expect(layered(config, { obi: { traces: false } })).toEqual({ "aws:region": "eu", "mop:obi": '{"traces":false}' });
    expect(config).toEqual({ "aws:region": "eu", "mop:obi": '{"traces":true}' });
  });
});

/** By type and name, since the order of registration is not part of a run's result. */
const sorted = async (stack: string) => {
  const { resources, outputs } = await run(stack);
  return {
    outputs,
    resources: [...resources].sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)),
  };
};

test("runs are kept apart: another stack in between changes nothing", async () => {
  const before = await sorted("dev");
  const production = await sorted("production");
  expect(await sorted("dev")).toEqual(before);
  expect(production.outputs.namespaces).toEqual({ backends: "observability-production", agents: "obi-production" });
});

test("runs at the same time are kept apart as well", async () => {
  const runs = await Promise.all(stacks.map((stack) => runOffline(stackFile(checkout, stack), stack)));
  expect(runs.map(({ outputs }) => outputs.namespaces)).toEqual(
    stacks.map((stack) => ({ backends: `observability-${stack}`, agents: `obi-${stack}` })),
  );
  expect(runs.map(({ resources }) => new Set(resources.map(({ urn }) => urn.split(":")[2])))).toEqual(
    stacks.map((stack) => new Set([stack])),
  );
  expect(runs.map(({ resources }) => resources.length)).toEqual([39, 64, 72]);
});

test("a resource is told with its parent, its kind and what it is deleted or made after", async () => {
  const { resources } = await run("dev");
  const [namespace] = resources.filter(({ name }) => name === "mop-backends");
  expect(namespace).toEqual({
    type: "kubernetes:core/v1:Namespace",
    name: "mop-backends",
    urn: "urn:pulumi:dev::mop::mop:index:ObservabilityPlatform$kubernetes:core/v1:Namespace::mop-backends",
    parent: "urn:pulumi:dev::mop::pulumi:pulumi:Stack$mop:index:ObservabilityPlatform::mop",
    dependencies: [],
    protect: false,
    custom: true,
    inputs: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "observability-dev",
        labels: {
          "app.kubernetes.io/part-of": "mop",
          "app.kubernetes.io/instance": "mop-dev",
          "app.kubernetes.io/managed-by": "pulumi",
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
      },
    },
  });
  const [config] = resources.filter(({ type, name }) => type.endsWith("ConfigMap") && name === "mop-loki-config");
  expect(config.dependencies).toEqual([namespace.urn]);
});

test("settings laid over the stack file reach the program", async () => {
  const { outputs } = await run("dev", { namespaces: { agents: "watchers" } });
  expect(outputs.namespaces).toEqual({ backends: "observability-dev", agents: "watchers" });
});

test("a fault of the settings is told as it is, and the next run is none the worse for it", async () => {
  await expect(runOffline(stackFile(checkout, "dev"), "dev", { loki: { retention: "1h" } })).rejects.toMatchObject({
    message: [
      "Pulumi.dev.yaml has 1 fault; nothing was changed.",
      "",
      "  mop:loki.retention",
      '    found:     "1h"',
      "    expected:  24h or more: Loki deletes by whole days",
      "    mend:      pulumi config set --path 'mop:loki.retention' 24h --stack dev",
    ].join("\n"),
  });
  expect((await run("dev")).resources.length).toBe(39);
});

test("a stack without a file is refused with those that have one", async () => {
  await expect(runOffline(stackFile(checkout, "qa"), "qa")).rejects.toThrow(
    new Error("There is no Pulumi.qa.yaml. Stacks with a file: dev, production, staging."),
  );
});
