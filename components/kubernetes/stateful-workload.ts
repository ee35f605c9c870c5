import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Resources, Settings, Storage } from "../../settings";
import { headlessName, servicePorts, type Wiring, type Workload } from "../wiring";
import { clusterRole, type Rule } from "./cluster-role";
import { checksum } from "./config";
import { containerPorts, containerResources, goMemoryLimit, servicePortSpecs } from "./container";
import { selectorLabels, workloadLabels } from "./labels";

/** What every component of the stack is made from. */
export interface ComponentArgs {
  settings: Settings;
  wiring: Wiring;
  namespace: k8s.core.v1.Namespace;
}

interface StatefulWorkloadArgs extends ComponentArgs {
  workload: Workload;
  image: string;
  args: string[];
  replicas: number;
  /** The one configuration file; a change of its text rolls the pods. */
  config: { directory: string; name: string; text: string };
  /** The volume: where it is mounted and how large it is. */
  data: { directory: string; storage: Storage };
  /** User and group of the process and of its files. */
  user: number;
  resources: Resources;
  /** HTTP path that answers 200 once the process can do its work. */
  readyPath: string;
  /** Seconds from SIGTERM to SIGKILL: what flushing takes. */
  gracePeriod: number;
  /** What the process asks of the API server; nothing when not set, and then it gets no token either. */
  apiAccess?: readonly Rule[];
}

/**
 * A StatefulSet under Pod Security level `restricted`, with its ServiceAccount, ConfigMap and Services. The fields
 * that cannot be changed later (selector, pod management, headless Service) are set so that they need not be.
 */
export abstract class StatefulWorkload extends pulumi.ComponentResource {
  constructor(type: string, name: string, args: StatefulWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super(type, name, {}, opts);
    const { settings, workload, config } = args;
    // What is in a namespace goes with it: a destroy need not take it out piece by piece.
    const child = { parent: this, deletedWith: args.namespace };
    const labels = workloadLabels(settings, workload);
    const selector = selectorLabels(settings, workload);
    const namespace = args.namespace.metadata.name;
    const metadata = { namespace, labels };

    const serviceAccount = new k8s.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name: workload.name }, automountServiceAccountToken: false },
      child,
    );
    if (args.apiAccess) {
      clusterRole(
        name,
        {
          name: `mop-${settings.stack}-${workload.name}`,
          labels,
          rules: args.apiAccess,
          serviceAccount: { name: serviceAccount.metadata.name, namespace },
        },
        { parent: this },
      );
    }
    const configMap = new k8s.core.v1.ConfigMap(
      `${name}-config`,
      { metadata: { ...metadata, name: `${workload.name}-config` }, data: { [config.name]: config.text } },
      child,
    );
    const headless = new k8s.core.v1.Service(
      `${name}-headless`,
      {
        metadata: { ...metadata, name: headlessName(workload) },
        spec: {
          clusterIP: "None",
          // Peers must find each other before any of them is ready.
          publishNotReadyAddresses: true,
          selector,
          ports: servicePortSpecs(workload.ports),
        },
      },
      child,
    );
    new k8s.core.v1.Service(
      `${name}-service`,
      {
        metadata: { ...metadata, name: workload.name },
        spec: { type: "ClusterIP", selector, ports: servicePortSpecs(servicePorts(args.wiring, workload)) },
      },
      child,
    );
    new k8s.apps.v1.StatefulSet(
      name,
      {
        metadata: { ...metadata, name: workload.name },
        spec: {
          replicas: args.replicas,
          serviceName: headless.metadata.name,
          podManagementPolicy: "Parallel",
          updateStrategy: { type: "RollingUpdate" },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          selector: { matchLabels: selector },
          template: {
            metadata: { labels, annotations: checksum(config.text) },
            spec: podSpec(args, serviceAccount.metadata.name, configMap.metadata.name),
          },
          volumeClaimTemplates: [
            {
              metadata: { name: "data" },
              spec: {
                accessModes: ["ReadWriteOnce"],
                storageClassName: args.data.storage.class,
                resources: { requests: { storage: args.data.storage.size } },
              },
            },
          ],
        },
      },
      child,
    );
    this.registerOutputs();
  }
}

function podSpec(
  args: StatefulWorkloadArgs,
  serviceAccountName: pulumi.Input<string>,
  configMapName: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  const ready = { path: args.readyPath, port: "http", scheme: "HTTP" };
  return {
    serviceAccountName,
    automountServiceAccountToken: args.apiAccess !== undefined,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: args.gracePeriod,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: args.user,
      runAsGroup: args.user,
      fsGroup: args.user,
      // A volume with many files would otherwise be walked at every start.
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: args.workload.name,
        image: args.image,
        args: args.args,
        env: [goMemoryLimit(args.resources, 0.8)],
        ports: containerPorts(args.workload.ports),
        resources: containerResources(args.resources),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        // Replaying the write-ahead log of a full volume takes minutes.
        startupProbe: { httpGet: ready, periodSeconds: 5, failureThreshold: 120 },
        readinessProbe: { httpGet: ready, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        // Not the ready path: a process that waits for a neighbour must not be restarted for it.
        livenessProbe: { tcpSocket: { port: "http" }, periodSeconds: 30, failureThreshold: 5 },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
          { name: "config", mountPath: args.config.directory, readOnly: true },
          { name: "data", mountPath: args.data.directory },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: configMapName } },
      { name: "tmp", emptyDir: { sizeLimit: "512Mi" } },
    ],
  };
}
