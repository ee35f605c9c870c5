import type { ObjectKey } from "../api-server";
import { dnsAddress } from "../control-plane/addresses";
import { nodeReferences } from "../images";
import { realNodeLabel } from "./kubelet";

type Manifest = ObjectKey & Readonly<Record<string, unknown>>;

const namespace = "kube-system";
const labels = { "k8s-app": "kube-dns" };

/**
 * Names outside the cluster lead nowhere; to say so at once spares their askers the wait. They have a block of their own,
 * as the plugin that says so comes before the one that knows the cluster.
 */
const corefile = `cluster.local in-addr.arpa ip6.arpa {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        ttl 30
    }
    prometheus :9153
    cache 30
    reload
    loadbalance
}
. {
    errors
    template ANY ANY {
        rcode NXDOMAIN
    }
    reload
}
`;

/** Port at which CoreDNS says at /ready that it knows the cluster's names; the lab asks it through the Service. */
export const dnsReadyPort = 8181;

const probe = (path: string, port: number) => ({ httpGet: { path, port }, periodSeconds: 2, failureThreshold: 5 });

/** CoreDNS, as kubeadm sets it up, in one pod without root. */
export const dnsObjects = (): readonly Manifest[] => [
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "coredns", namespace } },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "system:coredns" },
    rules: [
      { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
    ],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "system:coredns" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:coredns" },
    subjects: [{ kind: "ServiceAccount", name: "coredns", namespace }],
  },
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "coredns", namespace }, data: { Corefile: corefile } },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "kube-dns", namespace, labels },
    spec: {
      clusterIP: dnsAddress,
      selector: labels,
      ports: [
        { name: "dns", port: 53, protocol: "UDP" },
        { name: "dns-tcp", port: 53, protocol: "TCP" },
        { name: "metrics", port: 9153, protocol: "TCP" },
        { name: "ready", port: dnsReadyPort, protocol: "TCP" },
      ],
    },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "coredns", namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: "coredns",
          priorityClassName: "system-cluster-critical",
          nodeSelector: realNodeLabel,
          tolerations: [{ operator: "Exists" }],
          // Asked to ask itself it would never answer.
          dnsPolicy: "Default",
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65532,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "coredns",
              image: nodeReferences.dns,
              imagePullPolicy: "IfNotPresent",
              args: ["-conf", "/etc/coredns/Corefile"],
              ports: [
                { name: "dns", containerPort: 53, protocol: "UDP" },
                { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
                { name: "metrics", containerPort: 9153, protocol: "TCP" },
              ],
              resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "170Mi" } },
              livenessProbe: probe("/health", 8080),
              readinessProbe: probe("/ready", dnsReadyPort),
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ["ALL"] },
                readOnlyRootFilesystem: true,
              },
              volumeMounts: [{ name: "config", mountPath: "/etc/coredns", readOnly: true }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: "coredns" } }],
        },
      },
    },
  },
];
