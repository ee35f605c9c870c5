import type { ApiServer, ObjectKey } from "../api-server";
import { apiPort, gatewayAddress, type RealNode, realNodes } from "../control-plane/addresses";
import { dnsObjects } from "./dns";
import { policyKeys, policyObjects } from "./policies";
import { className, provisioner } from "./volumes";

/** A node as the cluster has it. */
export const nodeKey = ({ name }: RealNode): ObjectKey => ({ apiVersion: "v1", kind: "Node", metadata: { name } });

type Manifest = ObjectKey & Readonly<Record<string, unknown>>;

/** What a claim without a class gets while the node is real. Volumes wait for the first pod, as they lie on its node. */
export const storageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: className, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner,
  reclaimPolicy: "Delete",
  volumeBindingMode: "WaitForFirstConsumer",
} satisfies Manifest;

/** Where the Service "kubernetes" leads: the API server itself says nothing, as it listens on loopback only. */
export const apiEndpoint = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "kubernetes", namespace: "default", labels: { "kubernetes.io/service-name": "kubernetes" } },
  addressType: "IPv4",
  endpoints: [{ addresses: [gatewayAddress], conditions: { ready: true } }],
  ports: [{ name: "https", port: apiPort, protocol: "TCP" }],
} satisfies Manifest;

/** All that real nodes add to the cluster; the class comes first, and goes last. */
const objects = (): readonly Manifest[] => [storageClass, apiEndpoint, ...policyObjects(), ...dnsObjects()];

export async function addObjects(server: ApiServer): Promise<void> {
  for (const object of objects()) await server.apply(object, true);
}

/** Takes away what earlier real nodes added, and these; their pods are collected by the controllers. */
export async function removeObjects(server: ApiServer): Promise<void> {
  if (!(await server.read(storageClass))) return;
  const keys = [...realNodes.map(nodeKey), ...dnsObjects(), ...policyKeys, apiEndpoint, storageClass];
  for (const key of keys) await server.delete(key);
}
