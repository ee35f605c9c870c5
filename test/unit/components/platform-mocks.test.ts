import * as pulumi from "@pulumi/pulumi";
import { ObservabilityPlatform } from "../../../components/platform";
import { settingsOf } from "../../support/offline";
import { expectedResources } from "./resources";

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
    [["mop:index:ObservabilityPlatform", "mop"], ...expectedResources.map(([type, name]) => [type, name])].sort(),
  );
  expect(platform.namespaces).toEqual({ backends: "observability-dev", agents: "obi-dev" });
});
