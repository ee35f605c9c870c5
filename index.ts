import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checks } from "./components/checks";
import { ObservabilityPlatform, type PlatformOutputs } from "./components/platform";
import { type Fault, readSettings, type Settings, SettingsError } from "./settings";

/** The Pulumi program: a stack's settings in, the platform in the cluster, what a person needs to know out. */
export = function program(): PlatformOutputs {
  const settings = ownSettings();
  const cluster = new k8s.Provider("cluster", {
    context: settings.cluster.context,
    kubeconfig: settings.cluster.kubeconfig,
    // A changed ConfigMap is changed in place; the checksum on the pods rolls them.
    enableConfigMapMutable: true,
  });
  const { endpoints, namespaces, versions, commands } = new ObservabilityPlatform(
    "mop",
    { settings },
    { providers: { kubernetes: cluster } },
  );
  return { endpoints, namespaces, versions, commands };
};

/** There, and used by Pulumi's own Config, but left out of its published types. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

function ownSettings(): Settings {
  const stack = pulumi.getStack();
  try {
    return readSettings(pulumi.runtime.allConfig(), isConfigSecret, stack, [...checks, contextIsNamed]);
  } catch (error) {
    // The report is for the person who wrote the stack file; a stack trace would only bury it.
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
}

/** Only a real run needs a cluster: nobody should find out afterwards which one the kubeconfig pointed at. */
function contextIsNamed({ cluster }: Settings): Fault[] {
  if (cluster.context !== undefined) return [];
  return [
    {
      path: ["cluster", "context"],
      found: "nothing",
      expected: "the kubeconfig context to work on: there is no default, so that no cluster is changed by accident",
      mend: [{ set: ["cluster", "context"], value: "NAME" }],
    },
  ];
}
