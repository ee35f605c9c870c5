import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { ObjectKey } from "../../api-server";
import { toolFolder } from "../../tools";
import { engineLack } from "./lack";

type Manifest = ObjectKey & Readonly<Record<string, unknown>>;

/** Cilium's kinds that its agent waits for; the others are for what the lab has switched off. */
const awaited = [
  "ciliumcidrgroups",
  "ciliumclusterwidenetworkpolicies",
  "ciliumendpoints",
  "ciliumidentities",
  "ciliuml2announcementpolicies",
  "ciliumloadbalancerippools",
  "ciliumnetworkpolicies",
  "ciliumnodes",
  "ciliumpodippools",
];

const kindKeys = awaited.map((plural) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${plural}.cilium.io` },
}));

const kinds = (): Manifest[] =>
  parseAllDocuments(readFileSync(join(toolFolder("cilium"), "crds.yaml"), "utf8"))
    .map((document) => document.toJS() as Manifest)
    .filter(({ metadata }) => kindKeys.some((key) => key.metadata.name === metadata.name));

const name = "cilium";

/** What the agent may do: read whom policies speak of, and keep its own records. */
export const agentRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name },
  rules: [
    { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
    { apiGroups: [""], resources: ["namespaces", "services", "pods"], verbs: ["list", "watch"] },
    // By reading this one it finds out whether the API server answers.
    { apiGroups: [""], resources: ["namespaces"], resourceNames: ["kube-system"], verbs: ["get"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["list", "watch"] },
    { apiGroups: ["cilium.io"], resources: awaited, verbs: ["list", "watch"] },
    { apiGroups: ["cilium.io"], resources: ["ciliumidentities"], verbs: ["create", "get", "update"] },
    { apiGroups: ["cilium.io"], resources: ["ciliumendpoints"], verbs: ["create", "get", "patch", "delete"] },
    { apiGroups: ["cilium.io"], resources: ["ciliumnodes", "ciliumnodes/status"], verbs: ["create", "get", "update"] },
  ],
} satisfies Manifest;

const binding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
  subjects: [{ kind: "User", name, apiGroup: "rbac.authorization.k8s.io" }],
} satisfies Manifest;

/** All that the engines add to the cluster, where there are any. */
export const policyObjects = (): readonly Manifest[] => (engineLack() ? [] : [...kinds(), agentRole, binding]);

/** The same by name, to be taken away again also where the tool is not there that knows the kinds. */
export const policyKeys: readonly ObjectKey[] = [...kindKeys, agentRole, binding];
