/** The door of this folder: Kubernetes objects as every component of the stack wants them. */
export { application, type ComponentArgs, homeOf, type StackArgs } from "./application";
export { clusterRole, type Rule } from "./cluster-role";
export { checksums, toYaml } from "./config";
export { containerPorts, containerResources, type EnvVar, fromSecret, goMemoryLimit, type Probe } from "./container";
export { applicationLabels, type Labels, ringLabels, selectorLabels, stackLabels, workloadLabels } from "./labels";
export { namespace } from "./namespace";
export { imagePullSecrets } from "./pod";
export { service } from "./service";
export { tlsVolume } from "./tls-volume";
export type { Member } from "./workload";
