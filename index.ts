import "./launcher/refuse-old-node";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { certManagerFits } from "./components/certificates";
import { checks } from "./components/checks";
import { ObservabilityPlatform, type PlatformOutputs } from "./components/platform";
import { type Fault, placeholderFaults, readSettings, type Settings, SettingsError } from "./settings";

/**
 * The Pulumi program: a stack's settings in, the platform in the cluster, what a person needs to know out.
 *
 * @param onCluster whether it is for a cluster. Then that must be named, what only its owner knows must be filled in, and
 *   it is asked whether it has what the stack builds on; a run without one asks for less
 */
export = async function program(onCluster = true): Promise<PlatformOutputs> {
  const settings = await ownSettings(onCluster);
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

async function ownSettings(onCluster: boolean): Promise<Settings> {
  const stack = pulumi.getStack();
  const allChecks = onCluster ? [...checks, contextIsNamed, placeholderFaults] : checks;
  try {
    const settings = readSettings(pulumi.runtime.allConfig(), isConfigSecret, stack, allChecks);
    const faults = onCluster ? await certManagerFits(settings) : [];
    if (faults.length > 0) throw new SettingsError(stack, faults);
    return settings;
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
