import type { Settings } from "../../settings";
import { entryName, headlessName, readyName, ringName } from "./addresses";
import { entryPorts, inRing, readyPorts, servicePorts } from "./lookups";
import type { ComponentName, Wiring, Workload } from "./types";

/**
 * The one name that all pods of a component show, whatever they run as. Whoever calls a pod by its address checks for
 * it: an address is in no certificate.
 */
export const serverName = (component: ComponentName, { workloads }: Wiring): string => {
  const { namespace } = workloads.find((one) => one.component === component) as Workload;
  return `${component}.${namespace}.svc`;
};

/** Every DNS name by which somebody may call a workload's pods: what its certificate must hold. */
export function certificateNames({ cluster }: Settings, wiring: Wiring, workload: Workload): readonly string[] {
  const { name, component, namespace } = workload;
  const has = (ports: Workload["ports"]) => Object.keys(ports).length > 0;
  const services = [
    component,
    ...(has(servicePorts(wiring, workload)) ? [name] : []),
    headlessName(workload),
    ...(has(readyPorts(wiring, workload)) ? [readyName(workload)] : []),
    ...(inRing(wiring, workload) ? [ringName(component)] : []),
    ...(has(entryPorts(wiring, workload)) ? [entryName] : []),
  ];
  const inCluster = [...new Set(services)].flatMap((service) => [
    `${service}.${namespace}`,
    `${service}.${namespace}.svc`,
    `${service}.${namespace}.svc.${cluster.domain}`,
  ]);
  const pods = ["svc", `svc.${cluster.domain}`].map((end) => `*.${headlessName(workload)}.${namespace}.${end}`);
  return [...inCluster, ...pods, "localhost"];
}
