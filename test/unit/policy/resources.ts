import type { Resource } from "../../../policy/judge/object";
import { merge, type Tree } from "../../../settings";

/** What the engine puts in the place of a text that a preview does not know. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The same for a list and for an object. */
export const unknownList = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
export const unknownObject = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";

type Options = Partial<Pick<Resource, "protect" | "deleteBeforeReplace">>;

/** A resource of a type, "apps/v1:Deployment", named and placed unless `props` say otherwise. */
export function resource(type: string, props: Tree, options: Options = {}): Resource {
  const full = merge({ metadata: { name: "web", namespace: "shop" } }, props);
  const { name } = full.metadata as { name: string };
  const own = { type: `kubernetes:${type}`, name, urn: `urn:pulumi:test::test::kubernetes:${type}::${name}` };
  return { ...own, props: full, protect: true, deleteBeforeReplace: false, ...options };
}

/** A container with nothing that any rule minds. */
export const container = (change: Tree = {}): Tree =>
  merge(
    {
      name: "web",
      image:
        "registry.example.com/shop/web:1.4.2@sha256:0b063b9ec47e10dd4503ce1dc21f273acd3c85ffc9c135f0b753ee64de9c0819",
      resources: {
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { memory: "256Mi", "ephemeral-storage": "1Gi" },
      },
      readinessProbe: { tcpSocket: { port: 8443 } },
      livenessProbe: { tcpSocket: { port: 8443 } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    },
    change,
  );

/** A pod's spec with nothing that any rule minds. */
export const podSpec = (change: Tree = {}): Tree =>
  merge(
    {
      serviceAccountName: "web",
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "kubernetes.io/hostname" }],
      containers: [container()],
    },
    change,
  );

const labels = { "app.kubernetes.io/name": "web" };

/** A Deployment of two such pods. @param pod changes to the pod's spec @param spec changes to the Deployment's */
export const deployment = (pod: Tree = {}, spec: Tree = {}): Resource =>
  resource("apps/v1:Deployment", {
    metadata: { labels },
    spec: merge({ replicas: 2, template: { metadata: { labels }, spec: podSpec(pod) } }, spec),
  });

/** A Deployment with changes to its one container. */
export const deploymentWith = (change: Tree): Resource => deployment({ containers: [container(change)] });

/** Pods of every kind that makes some, each with the same spec. */
export const workloads = (pod: Tree = {}): Record<string, Resource> => {
  const template = { metadata: { labels }, spec: podSpec(pod) };
  const of = (type: string, spec: Tree) => resource(type, { metadata: { labels }, spec });
  return {
    Pod: resource("core/v1:Pod", { metadata: { labels }, spec: podSpec(pod) }),
    ReplicationController: of("core/v1:ReplicationController", { replicas: 2, template }),
    Deployment: of("apps/v1:Deployment", { replicas: 2, template }),
    StatefulSet: of("apps/v1:StatefulSet", { replicas: 2, template }),
    DaemonSet: of("apps/v1:DaemonSet", { template }),
    ReplicaSet: of("apps/v1:ReplicaSet", { replicas: 2, template }),
    Job: of("batch/v1:Job", { template }),
    CronJob: of("batch/v1:CronJob", { jobTemplate: { spec: { template } } }),
  };
};

/** Where each of them has that spec. */
export const podPaths: Readonly<Record<string, string>> = {
  Pod: "spec",
  ReplicationController: "spec.template.spec",
  Deployment: "spec.template.spec",
  StatefulSet: "spec.template.spec",
  DaemonSet: "spec.template.spec",
  ReplicaSet: "spec.template.spec",
  Job: "spec.template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** A ConfigMap with one file. */
export const configMap = (file: string, text: string): Resource =>
  resource("core/v1:ConfigMap", { metadata: { name: "settings" }, data: { [file]: text } });
