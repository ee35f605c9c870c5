import type { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import type { Fault, Settings } from "../../settings";
import { stackLabels } from "../kubernetes";
import { isIssued } from "./authority";

/** The kinds of cert-manager that the stack has objects of, as the API server names them. */
const [group, version] = ["cert-manager.io", "v1"];
const needed = ["certificates", "clusterissuers", "issuers"];

const path = ["certificates", "install"];

/**
 * Asks the cluster whether it has cert-manager: where the stack does not bring it, it must, and where it does, it must not.
 * The engine would find out only after half of the stack is there, and name no setting. A cluster that does not answer is
 * for the engine to report.
 */
export async function certManagerFits(settings: Settings): Promise<readonly Fault[]> {
  if (!isIssued(settings)) return [];
  const looking = settings.certificates.install ? others(settings) : missing(settings);
  return looking.catch(() => []);
}

async function missing(settings: Settings): Promise<readonly Fault[]> {
  const { custom } = await clients(settings);
  // A group that is not there has no page.
  const { resources } = await custom.getAPIResources({ group, version }).catch(unlessFound({ resources: [] }));
  const unknown = needed.filter((kind) => !resources.some(({ name }) => name === kind));
  if (unknown.length === 0) return [];
  return [
    {
      path,
      found: `false, and the cluster does not know ${unknown.map((name) => `${name}.${group}`).join(", ")}`,
      expected: "true, to have cert-manager installed, or a cluster that has it, with its CRDs",
      mend: [{ set: path, value: true }],
    },
  ];
}

async function others(settings: Settings): Promise<readonly Fault[]> {
  const { namespace } = settings.certificates;
  const { core } = await clients(settings);
  const found = await core.readNamespace({ name: namespace }).catch(unlessFound(undefined));
  const instance = "app.kubernetes.io/instance";
  if (found === undefined || found.metadata?.labels?.[instance] === stackLabels(settings)[instance]) return [];
  return [
    {
      path,
      found: `true, and the cluster has a namespace ${namespace} that is not this stack's`,
      expected: "false where cert-manager runs there already, or another mop:certificates.namespace",
      mend: [{ set: path, value: false }],
    },
  ];
}

/** An answer in place of "not found"; any other error stays one. */
const unlessFound =
  <T>(instead: T) =>
  (error: unknown): T => {
    if ((error as { code?: unknown }).code === 404) return instead;
    throw error;
  };

/** Clients of the API server of the stack's context. */
async function clients({ cluster }: Settings): Promise<{ core: CoreV1Api; custom: CustomObjectsApi }> {
  // Loaded only when it is asked for: it takes longer than all the rest of the program.
  const kubernetes = await import("@kubernetes/client-node");
  const config = new kubernetes.KubeConfig();
  if (cluster.kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(cluster.kubeconfig);
  if (cluster.context !== undefined) config.setCurrentContext(cluster.context);
  return {
    core: config.makeApiClient(kubernetes.CoreV1Api),
    custom: config.makeApiClient(kubernetes.CustomObjectsApi),
  };
}
