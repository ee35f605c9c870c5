/** The door of this folder: Kubernetes objects as every component of the stack wants them. */
export { clusterRole, type Rule } from "./cluster-role";
export { checksum, toYaml } from "./config";
export { containerPorts, containerResources, type EnvVar, goMemoryLimit, type Probe } from "./container";
export { type Labels, selectorLabels, stackLabels, workloadLabels } from "./labels";
export { namespace } from "./namespace";
export { type ComponentArgs, StatefulWorkload } from "./stateful-workload";
