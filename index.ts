import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checks } from "./components/checks";
import { ObservabilityPlatform, type PlatformOutputs } from "./components/platform";
import { type Check, type Fault, placeholderFaults, readSettings, type Settings, SettingsError } from "./settings";

/**
 * The Pulumi program: a stack's settings in, the platform in the cluster, what a person needs to know out.
 *
 * @param beforeARun what must be right besides, since a cluster is about to be changed; a run without one asks for less
 */
export = function program(
  beforeARun: readonly Check<Settings>[] = [contextIsNamed, placeholderFaults],
): PlatformOutputs {
  const settings = ownSettings([...checks, ...beforeARun]);
  const cluster = new k8s.Provider("cluster", {
    context: settings.cluster.context,
    kubeconfig: settings.cluster.kubeconfig,
    // A changed ConfigMap is changed in place; the checksum on the pods rolls them.
    enableConfigMapMutable: true,
  });
  const { endpoints, namespaces, tenants, versions, commands } = new ObservabilityPlatform(
    "mop",
    { settings },
    { providers: { kubernetes: cluster } },
  );
  return { endpoints, namespaces, tenants, versions, commands };
};

/** There, and used by Pulumi's own Config, but left out of its published types. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

function ownSettings(allChecks: readonly Check<Settings>[]): Settings {
  const stack = pulumi.getStack();
  try {
    return readSettings(pulumi.runtime.allConfig(), isConfigSecret, stack, allChecks);
  } catch (error) {
    // The report is for the person who wrote the stack file; a stack trace would only bury it.
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
}

/** Nobody should find out afterwards which cluster the kubeconfig pointed at. */
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
