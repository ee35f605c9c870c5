import * as k8s from "@pulumi/kubernetes";
import { CertManager } from "@pulumi/kubernetes-cert-manager";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";
import { type Labels, namespace } from "../kubernetes";

const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { memory } });

/** Where the API server calls cert-manager's webhook: the chart's webhook.securePort. */
const webhookPort = 10250;

/**
 * Installs cert-manager from its own chart. What the wrapper's typed inputs say no longer fits the chart, so all of it is
 * in `values`; and the chart's version would float if it were not set.
 */
export function certManager(name: string, settings: Settings, labels: Labels, parent: pulumi.Resource): CertManager {
  const { certificates } = settings;
  const home = namespace(
    name,
    { name: certificates.namespace, labels, podSecurity: "restricted" },
    // The root's key goes with it.
    { parent, protect: settings.protect },
  );
  if (settings.network.policies) {
    new k8s.networking.v1.NetworkPolicy(
      name,
      {
        metadata: { namespace: home.metadata.name, name: "webhook-only", labels },
        spec: {
          podSelector: {},
          policyTypes: ["Ingress"],
          // From anywhere: the API server's own address, seen from a pod, is a node's or a tunnel's.
          ingress: [{ ports: [{ protocol: "TCP", port: webhookPort }] }],
        },
      },
      { parent, deletedWith: home },
    );
  }
  return new CertManager(
    name,
    {
      helmOptions: {
        version: certificates.chartVersion,
        namespace: home.metadata.name,
        createNamespace: false,
        values: {
          // Kept when the stack goes: with them every certificate of the cluster would go.
          crds: { enabled: true, keep: true },
          // Its default is in kube-system, which it needs no access to.
          global: { leaderElection: { namespace: certificates.namespace } },
          resources: resources("50m", "256Mi"),
          webhook: { resources: resources("25m", "128Mi") },
          cainjector: { resources: resources("25m", "256Mi") },
          startupapicheck: { resources: resources("10m", "64Mi") },
        },
      },
    },
    { parent, dependsOn: [home] },
  );
}
