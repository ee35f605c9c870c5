import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { imageReference, type ObiSettings, type Settings } from "../../settings";
import {
  containerPorts,
  containerResources,
  type EnvVar,
  goMemoryLimit,
  imagePullSecrets,
  type Probe,
  tlsVolume,
} from "../kubernetes";
import { tlsFiles } from "../tls-files";
import type { Workload } from "../wiring";
import { capabilities } from "./capabilities";
import { type Features, features, needsHostNetwork } from "./features";

interface Mount {
  readonly name: string;
  readonly path: string;
  readonly when: (on: Features, settings: ObiSettings) => boolean;
  readonly writable?: true;
}

/** Folders of the node that OBI reads, each only while a feature needs it. */
const hostMounts: readonly Mount[] = [
  { name: "cgroup", path: "/sys/fs/cgroup", when: (on) => on.contextPropagation },
  // Without it OBI cannot tell whether the kernel has the FIONREAD fix, and leaves propagation off.
  { name: "tracing", path: "/sys/kernel/tracing", when: (on) => on.contextPropagation },
  // Tells whether kernel lockdown forbids writing into other processes. Unread, OBI takes it for forbidden: so Go programs
  // are left alone even where another setting brings SYS_ADMIN.
  {
    name: "security",
    path: "/sys/kernel/security",
    when: (_, settings) => settings.goHeaders || settings.traceIdsInLogs,
  },
  // Where the programs that rewrite log lines are pinned.
  { name: "bpf", path: "/sys/fs/bpf", when: (_, settings) => settings.traceIdsInLogs, writable: true },
];

const configFolder = "/etc/obi";

/** The pod of the agent: root, as eBPF asks for, but never privileged. */
export function obiPod(
  settings: Settings,
  workload: Workload,
  serviceAccountName: pulumi.Input<string>,
  configMapName: pulumi.Input<string>,
): types.input.core.v1.PodSpec {
  const { obi } = settings;
  const on = features(obi);
  const hostNetwork = needsHostNetwork(on);
  const needed = capabilities(obi);
  const mounts = hostMounts.filter(({ when }) => when(on, obi));
  // It has no way to show a certificate, so its key stays where it is.
  const tls = tlsVolume(settings, workload, { keyless: true });
  const alive: Probe = {
    httpGet: {
      path: "/healthz",
      port: workload.ports.health.number,
      ...(hostNetwork ? { host: "127.0.0.1" } : {}),
    },
  };
  return {
    serviceAccountName,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    ...imagePullSecrets(settings),
    hostPID: true,
    ...(hostNetwork ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
    // An empty map would not come back from the API server, and show as a difference for ever.
    ...(Object.keys(obi.nodeSelector).length > 0 ? { nodeSelector: obi.nodeSelector } : {}),
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [eligible] } } },
    tolerations: [
      { operator: "Exists", effect: "NoSchedule" },
      { operator: "Exists", effect: "NoExecute" },
    ],
    securityContext: {
      seccompProfile:
        obi.seccompProfile === undefined
          ? { type: "RuntimeDefault" }
          : { type: "Localhost", localhostProfile: obi.seccompProfile },
    },
    containers: [
      {
        name: "obi",
        image: imageReference("obi", obi.version, settings.images.registry),
        env: [
          ...identity,
          { name: "OTEL_EBPF_CONFIG_PATH", value: `${configFolder}/obi.yaml` },
          // What every process that says nothing of itself is recorded under; never a service name.
          { name: "OTEL_RESOURCE_ATTRIBUTES", value: `deployment.environment.name=${settings.environment}` },
          // Go's own setting, which both of OBI's exporters follow; it takes the place of the image's bundle.
          ...(settings.tls.enabled ? [{ name: "SSL_CERT_FILE", value: tlsFiles.ca }] : []),
          // eBPF maps count against the limit but not as Go's memory.
          goMemoryLimit(obi.resources, 0.6),
        ],
        ports: containerPorts(workload.ports),
        resources: containerResources(obi.resources),
        securityContext: {
          runAsUser: 0,
          privileged: false,
          readOnlyRootFilesystem: true,
          // The API server refuses the two together.
          allowPrivilegeEscalation: needed.includes("SYS_ADMIN"),
          capabilities: { drop: ["ALL"], add: [...needed] },
          appArmorProfile: { type: obi.appArmor },
        },
        // Loading the programs and reading the cluster's objects can take half a minute.
        startupProbe: { ...alive, periodSeconds: 5, failureThreshold: 30 },
        readinessProbe: { ...alive, periodSeconds: 15, failureThreshold: 3 },
        livenessProbe: { ...alive, periodSeconds: 30, failureThreshold: 5 },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
          { name: "config", mountPath: configFolder, readOnly: true },
          { name: "run", mountPath: "/var/run/obi" },
          ...mounts.map(({ name, path, writable }) => ({ name, mountPath: path, readOnly: !writable })),
          ...tls.volumeMounts,
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: configMapName } },
      { name: "run", emptyDir: { sizeLimit: "64Mi" } },
      ...mounts.map(({ name, path }) => ({ name, hostPath: { path, type: "Directory" } })),
      ...tls.volumes,
    ],
  };
}

/** Where the agent runs, for its configuration and for whoever looks into its pod. */
const identity: EnvVar[] = [
  ["NODE_NAME", "spec.nodeName"],
  ["POD_NAME", "metadata.name"],
  ["POD_NAMESPACE", "metadata.namespace"],
].map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } }));

/** Nodes that OBI has programs for. */
const eligible = {
  matchExpressions: [
    { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
    { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
  ],
};
