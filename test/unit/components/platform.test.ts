import * as pulumi from "@pulumi/pulumi";
import { ObservabilityPlatform } from "../../../components/platform";
import type { Registered } from "../../../review/offline";
import { goldenStacks } from "../../support/golden-stacks";
import { run } from "../../support/offline";
import { expectedResources } from "./resources";
import { settingsOf } from "./settings";
import { shippedRun } from "./workloads";

const described = ({ type, name }: Registered): [string, string] => [type, name];
const last = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

describe.each(goldenStacks)("$name", ({ name, stack }) => {
  const expected = expectedResources[name];

  test("is made of these resources, each below its component", async () => {
    const { resources } = await shippedRun(name);
    const found = resources.map((resource) => [...described(resource), last(resource.parent)]);
    expect(found.sort()).toEqual(
      [
        ["pulumi:providers:kubernetes", "cluster", `mop-${stack}`],
        ["mop:index:ObservabilityPlatform", "mop", `mop-${stack}`],
        ...expected,
      ].sort(),
    );
  });

  test("URNs are unique, and each is its resource's own", async () => {
    const { resources } = await shippedRun(name);
    const urns = resources.map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(resources.length);
    expect(urns.map(last)).toEqual(resources.map((resource) => resource.name));
  });

  test("a child's name begins with its parent's", async () => {
    const { resources } = await shippedRun(name);
    const below = resources.filter(({ parent }) => last(parent) !== `mop-${stack}`);
    const strangers = below.filter((child) => !child.name.startsWith(last(child.parent)));
    expect(strangers.map(described)).toEqual([]);
    expect(below.length).toBe(expected.length);
  });

  test("every parent is a component that is there, or the stack", async () => {
    const { resources } = await shippedRun(name);
    const components = resources.filter(({ custom }) => !custom).map(({ urn }) => urn);
    const known = [...components, `urn:pulumi:${stack}::mop::pulumi:pulumi:Stack::mop-${stack}`];
    expect(resources.filter(({ parent }) => !known.includes(parent)).map(described)).toEqual([]);
  });
});

test.each([
  ["dev", 30, 8],
  // cert-manager's chart is a component as well.
  ["staging", 54, 9],
  ["production", 62, 9],
  ["distributed", 152, 8],
])("%s counts %i Kubernetes objects in %i components, and the provider", async (name, count, parents) => {
  const { resources } = await shippedRun(name);
  const components = resources.filter(({ custom }) => !custom);
  const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  expect([resources.length, components.length, objects.length]).toEqual([count + parents + 1, parents, count]);
});

test("what dev tells a person in the end", async () => {
  const { outputs } = await shippedRun("dev");
  expect(outputs).toEqual({
    endpoints: {
      "otlp-grpc": "http://otlp.observability-dev.svc:4317",
      "otlp-http": "http://otlp.observability-dev.svc:4318",
      traces: "http://tempo.observability-dev.svc:3200",
      metrics: "http://mimir.observability-dev.svc:8080/prometheus",
      logs: "http://loki.observability-dev.svc:3100",
    },
    namespaces: { backends: "observability-dev", agents: "obi-dev" },
    tenants: [],
    versions: { obi: "v0.15.2", alloy: "v1.19.2", tempo: "3.0.3", mimir: "3.2.0", loki: "3.7.8" },
    commands: {
      alloy: "kubectl -n observability-dev port-forward service/alloy 12345",
      tempo: "kubectl -n observability-dev port-forward service/tempo 3200",
      mimir: "kubectl -n observability-dev port-forward service/mimir 8080",
      loki: "kubectl -n observability-dev port-forward service/loki 3100",
    },
  });
});

test("what it tells follows the settings", async () => {
  const { outputs } = await run("dev", { namespaces: { backends: "stores" }, loki: { version: "3.7.0" } });
  expect(outputs.namespaces).toEqual({ backends: "stores", agents: "obi-dev" });
  expect(outputs.versions).toMatchObject({ loki: "3.7.0" });
  expect(outputs.endpoints).toMatchObject({ logs: "http://loki.stores.svc:3100" });
  expect(outputs.commands).toMatchObject({ loki: "kubectl -n stores port-forward service/loki 3100" });
});

test("what a distributed stack tells: where parts answer for the whole, whose data there is, and whom to trust", async () => {
  const { outputs } = await shippedRun("distributed");
  expect(outputs).toEqual({
    endpoints: {
      "otlp-grpc": "https://otlp.observability-production.svc:4317",
      "otlp-http": "https://otlp.observability-production.svc:4318",
      traces: "https://tempo-query-frontend.observability-production.svc:3200",
      metrics: "https://mimir-query-frontend.observability-production.svc:8080/prometheus",
      logs: "https://loki-query-frontend.observability-production.svc:3100",
    },
    namespaces: { backends: "observability-production", agents: "obi-production" },
    tenants: ["production", "payments", "shop"],
    versions: { obi: "v0.15.2", alloy: "v1.19.2", tempo: "3.1.0", mimir: "3.2.0", loki: "3.7.8" },
    commands: {
      alloy: "kubectl -n observability-production port-forward service/alloy 12345",
      tempo: "kubectl -n observability-production port-forward service/tempo-query-frontend 3200",
      mimir: "kubectl -n observability-production port-forward service/mimir-query-frontend 8080",
      loki: "kubectl -n observability-production port-forward service/loki-query-frontend 3100",
      authority: "kubectl -n observability-production get secret alloy-tls -o jsonpath='{.data.ca\\.crt}' | base64 -d",
    },
  });
});

test("under Pulumi's own mocks the platform registers the same resources", async () => {
  const registered: [string, string][] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push([type, name]);
        return { id: `${name}-id`, state: inputs as Record<string, unknown> };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "mop",
    "dev",
    false,
  );
  const platform = new ObservabilityPlatform("mop", { settings: settingsOf("dev") });
  await pulumi.runtime.disconnect();

  expect(registered.sort()).toEqual(
    [["mop:index:ObservabilityPlatform", "mop"], ...expectedResources.dev.map(([type, name]) => [type, name])].sort(),
  );
  expect(platform.namespaces).toEqual({ backends: "observability-dev", agents: "obi-dev" });
});
