import type { ApiServer, ObjectKey } from "../api-server";
import { apiPort, nodeAddress, nodeName } from "../control-plane/addresses";
import { dnsObjects } from "./dns";
import { className, provisioner } from "./volumes";

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
  endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
  ports: [{ name: "https", port: apiPort, protocol: "TCP" }],
} satisfies Manifest;

/** All that a real node adds to the cluster; the class comes first, and goes last. */
const objects = (): readonly Manifest[] => [storageClass, apiEndpoint, ...dnsObjects()];

export async function addObjects(server: ApiServer): Promise<void> {
  for (const object of objects()) await server.apply(object, true);
}

/** Takes away what an earlier real node added, and the node; its pods are collected by the controllers. */
export async function removeObjects(server: ApiServer): Promise<void> {
  if (!(await server.read(storageClass))) return;
  const node: ObjectKey = { apiVersion: "v1", kind: "Node", metadata: { name: nodeName } };
  for (const object of [node, ...[...objects()].reverse()]) await server.delete(object);
}
