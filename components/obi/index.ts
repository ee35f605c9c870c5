import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  checksums,
  clusterRole,
  type ComponentArgs,
  type Rule,
  selectorLabels,
  toYaml,
  workloadLabels,
} from "../kubernetes";
import { workload as workloadOf } from "../wiring";
import { obiConfig } from "./config";
import { obiPod } from "./pod";

export { obiChecks } from "./checks";

/** OBI names the peers of a connection, which may be any pod, Service or node of the cluster. */
const rules: readonly Rule[] = [
  {
    apiGroup: "",
    resources: ["pods", "services", "nodes"],
    verbs: ["list", "watch"],
    why: "names the peers of each connection",
  },
  { apiGroup: "apps", resources: ["replicasets"], verbs: ["list", "watch"], why: "finds the Deployment of a pod" },
];

/** OBI, the eBPF agent: one pod on every Linux node, with the capabilities that its features need and no others. */
export class Obi extends pulumi.ComponentResource {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:Obi", name, {}, opts);
    const { settings, wiring } = args;
    const workload = workloadOf(wiring, "obi");
    const child = { parent: this, deletedWith: args.namespace };
    const labels = workloadLabels(settings, wiring, workload);
    const namespace = args.namespace.metadata.name;
    const metadata = { namespace, labels };
    const config = toYaml(obiConfig(settings, wiring));

    const serviceAccount = new k8s.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name: workload.name }, automountServiceAccountToken: false },
      child,
    );
    clusterRole(
      name,
      {
        name: `mop-${settings.stack}-obi`,
        labels,
        rules,
        serviceAccount: { name: serviceAccount.metadata.name, namespace },
      },
      { parent: this },
    );
    const configMap = new k8s.core.v1.ConfigMap(
      `${name}-config`,
      { metadata: { ...metadata, name: `${workload.name}-config` }, data: { "obi.yaml": config } },
      child,
    );
    new k8s.apps.v1.DaemonSet(
      name,
      {
        metadata: { ...metadata, name: workload.name },
        spec: {
          selector: { matchLabels: selectorLabels(settings, workload) },
          updateStrategy: {
            type: "RollingUpdate",
            rollingUpdate: { maxUnavailable: numberOrShare(settings.obi.maxUnavailable) },
          },
          template: {
            metadata: { labels, annotations: checksums(settings, workload, config) },
            spec: obiPod(settings, workload, serviceAccount.metadata.name, configMap.metadata.name),
          },
        },
      },
      child,
    );
    this.registerOutputs();
  }
}

/** Kubernetes reads "2" as a bad percentage and 2 as two pods. */
const numberOrShare = (text: string): number | string => (text.endsWith("%") ? text : Number(text));
