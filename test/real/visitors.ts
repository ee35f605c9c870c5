import { programImage } from "./image";
import { applyText, kubectl } from "./real-lab";

/** Sample pods, which call others when a test tells them to: see programs/probe. */

const image = "lab.invalid/probe:1";
export const visitorImage = () => programImage("probe", image);

/** Where one pod of a visitor's answers. */
export const visitorAddress = (name: string): string => `probe.${name}.svc.cluster.local:8080`;

/** A pod on each node. */
const visitor = (name: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---
apiVersion: v1
kind: Service
metadata: { name: probe, namespace: ${name} }
spec: { selector: { app: probe }, ports: [{ port: 8080 }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: probe, namespace: ${name} }
spec:
  selector: { matchLabels: { app: probe } }
  template:
    metadata: { labels: { app: probe } }
    spec:
      containers:
        - name: probe
          image: ${image}
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
`;

/** Deploys visitors, each in a namespace of its name, and waits until they are ready. */
export function deployVisitors(...names: readonly string[]): void {
  applyText(names.map(visitor).join("---\n"));
  names.forEach(areReady);
}

/** Replaces the pods of visitors by new ones. */
export function replaceVisitors(...names: readonly string[]): void {
  for (const name of names) kubectl("rollout", "restart", "daemonset/probe", "--namespace", name);
  names.forEach(areReady);
}

const areReady = (name: string) =>
  kubectl("rollout", "status", "daemonset/probe", "--namespace", name, "--timeout=180s");

/** Runs the probe in a visitor's pod on a node. @returns the lines that it printed */
export function probe(from: string, node: string, ...words: string[]): string[] {
  const onNode = ["--field-selector", `spec.nodeName=${node}`, "--output", "name"];
  const pod = kubectl("get", "pods", "--namespace", from, ...onNode).trim();
  return kubectl("exec", pod, "--namespace", from, "--", "/program", ...words)
    .trim()
    .split("\n");
}
