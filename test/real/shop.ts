import { stringify } from "yaml";
import { programImage } from "./image";
import { applyText, kubectl } from "./real-lab";

/** An application of the tests, which sends telemetry of its own and prints a line: see programs/shop. */

const image = "lab.invalid/shop:1";
export const shopImage = () => programImage("shop", image);

/**
 * Deploys it into a namespace of its own, where Pod Security is `restricted`. All that it says of itself is its name and
 * its pod's uid, as docs/operations.md wants it.
 *
 * @param traceId of its one span, 32 digits, hexadecimal
 * @param namespace of the stack that it sends to
 */
export function deployShop(name: string, namespace: string, traceId: string, stack: string): void {
  const labels = { app: name };
  const container = {
    name: "shop",
    image,
    env: [
      { name: "POD_UID", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
      { name: "OTEL_SERVICE_NAME", value: name },
      { name: "OTEL_RESOURCE_ATTRIBUTES", value: "k8s.pod.uid=$(POD_UID)" },
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: `http://otlp.${stack}.svc:4318` },
      { name: "TRACE_ID", value: traceId },
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
  const objects = [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            containers: [container],
          },
        },
      },
    },
  ];
  applyText(objects.map((object) => stringify(object)).join("---\n"));
  kubectl("rollout", "status", `deployment/${name}`, "--namespace", namespace, "--timeout", "180s");
}
