import type { Fault, Settings } from "../../settings";

/** The kinds of cert-manager that the stack has objects of, as the API server names them. */
const [group, version] = ["cert-manager.io", "v1"];
const needed = ["certificates", "clusterissuers", "issuers"];

/**
 * Asks the cluster whether it has cert-manager, where the stack does not bring it: the engine would find out only after
 * half of the stack is there, and name no setting. A cluster that does not answer is for the engine to report.
 */
export async function certManagerIsThere(settings: Settings): Promise<readonly Fault[]> {
  const { tls, certificates } = settings;
  if (!tls.enabled || certificates.install || certificates.issuer.kind === "Secrets") return [];
  const known = await resources(settings).catch(() => needed);
  const missing = needed.filter((name) => !known.includes(name));
  if (missing.length === 0) return [];
  const path = ["certificates", "install"];
  return [
    {
      path,
      found: `false, and the cluster does not know ${missing.map((name) => `${name}.${group}`).join(", ")}`,
      expected: "true, to have cert-manager installed, or a cluster that has it, with its CRDs",
      mend: [{ set: path, value: true }],
    },
  ];
}

/** What the API server of the stack's context knows of cert-manager; nothing where it was never installed. */
async function resources({ cluster }: Settings): Promise<readonly string[]> {
  // Loaded only when it is asked for: it takes longer than all the rest of the program.
  const { ApiException, CustomObjectsApi, KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  if (cluster.kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(cluster.kubeconfig);
  if (cluster.context !== undefined) config.setCurrentContext(cluster.context);
  try {
    const list = await config.makeApiClient(CustomObjectsApi).getAPIResources({ group, version });
    return list.resources.map(({ name }) => name);
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return [];
    throw error;
  }
}
