import { addedCapabilities } from "./added-capabilities";
import { agentCapabilities } from "./agent-capabilities";
import { antiAffinity } from "./anti-affinity";
import { certificateKey } from "./certificate-key";
import { certificateLifetime } from "./certificate-lifetime";
import { clientTls } from "./client-tls";
import { cpuLimit } from "./cpu-limit";
import { defaultNamespace } from "./default-namespace";
import { defaultServiceAccount } from "./default-service-account";
import { disruptionBudget } from "./disruption-budget";
import { dropCapabilities } from "./drop-capabilities";
import { ephemeralStorage } from "./ephemeral-storage";
import { gatewayTls } from "./gateway-tls";
import { goMemoryLimit } from "./go-memory-limit";
import { hostNamespaces } from "./host-namespaces";
import { hostPath } from "./host-path";
import { hostPorts } from "./host-ports";
import { imageDigest } from "./image-digest";
import { imageRegistry } from "./image-registry";
import { imageTag } from "./image-tag";
import { ingressTls } from "./ingress-tls";
import { memoryLimit } from "./memory-limit";
import { memoryRatio } from "./memory-ratio";
import { networkPolicy } from "./network-policy";
import { obiVersion } from "./obi-version";
import { objectStorageTls } from "./object-storage-tls";
import { otlpTls } from "./otlp-tls";
import { outageSwitches } from "./outage-switches";
import { podSecurityLabels } from "./pod-security-labels";
import { privilegeEscalation } from "./privilege-escalation";
import { privileged } from "./privileged";
import { probes } from "./probes";
import { rbacEscalation } from "./rbac-escalation";
import { rbacWildcard } from "./rbac-wildcard";
import { readOnlyRoot } from "./read-only-root";
import { replicas } from "./replicas";
import { requiredLabels } from "./required-labels";
import { resourceRequests } from "./resource-requests";
import { runAsNonRoot } from "./run-as-non-root";
import { seccomp } from "./seccomp";
import { serverTls } from "./server-tls";
import { serviceAccountToken } from "./service-account-token";
import { serviceExposure } from "./service-exposure";
import { stateProtected } from "./state-protected";
import { tlsVersion } from "./tls-version";
import { unseenObjects } from "./unseen-objects";
import { volumeRetention } from "./volume-retention";

/** All rules of the pack, in the order in which they are listed. */
export const rules = [
  otlpTls,
  objectStorageTls,
  clientTls,
  serverTls,
  tlsVersion,
  certificateLifetime,
  certificateKey,
  ingressTls,
  gatewayTls,
  privileged,
  addedCapabilities,
  agentCapabilities,
  dropCapabilities,
  hostNamespaces,
  hostPath,
  hostPorts,
  resourceRequests,
  memoryLimit,
  memoryRatio,
  goMemoryLimit,
  ephemeralStorage,
  cpuLimit,
  imageTag,
  imageRegistry,
  imageDigest,
  obiVersion,
  runAsNonRoot,
  readOnlyRoot,
  privilegeEscalation,
  seccomp,
  serviceAccountToken,
  defaultServiceAccount,
  podSecurityLabels,
  networkPolicy,
  rbacWildcard,
  rbacEscalation,
  defaultNamespace,
  requiredLabels,
  disruptionBudget,
  replicas,
  antiAffinity,
  probes,
  serviceExposure,
  stateProtected,
  volumeRetention,
  outageSwitches,
  unseenObjects,
] as const;

export type RuleName = (typeof rules)[number]["name"];
