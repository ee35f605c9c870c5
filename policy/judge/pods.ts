import type { Field } from "./field";
import type { KubernetesObject } from "./object";

/** Where the kinds that make pods keep what a pod is made from. */
const templates: Readonly<Record<string, readonly string[]>> = {
  "/Pod": [],
  "/ReplicationController": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "apps/DaemonSet": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "batch/Job": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
};

export interface Container {
  readonly field: Field;
  readonly name: string;
  readonly role: "container" | "init container" | "ephemeral container";
  /** 'init container "copy"' */
  readonly title: string;
  /** It runs as long as the pod does: an ordinary container, or an init container that is always restarted. */
  readonly isLasting: boolean;
}

/** The pod that an object is or makes. */
export interface Pod {
  readonly spec: Field;
  readonly metadata: Field;
  /** All of them: ordinary, init and ephemeral ones. */
  readonly containers: readonly Container[];
}

/** Undefined for a kind that makes no pods. */
export function podOf({ group, kind, root }: KubernetesObject): Pod | undefined {
  const path = Object.hasOwn(templates, `${group}/${kind}`) ? templates[`${group}/${kind}`] : undefined;
  if (path === undefined) return undefined;
  const template = root.at(...path);
  const spec = template.at("spec");
  return {
    spec,
    metadata: template.at("metadata"),
    containers: [
      ...spec.at("initContainers").items.map((field) => container(field, "init container")),
      ...spec.at("containers").items.map((field) => container(field, "container")),
      ...spec.at("ephemeralContainers").items.map((field) => container(field, "ephemeral container")),
    ],
  };
}

function container(field: Field, role: Container["role"]): Container {
  const name = field.at("name").text ?? field.path;
  const isLasting = role === "container" || (role === "init container" && field.at("restartPolicy").is("Always"));
  return { field, name, role, title: `${role} "${name}"`, isLasting };
}

/** A field of the security context that a container takes over from its pod where it has none of its own. */
export function inherited(pod: Pod, { field }: Container, ...keys: string[]): Field {
  const own = field.at("securityContext", ...keys);
  return own.isAbsent ? pod.spec.at("securityContext", ...keys) : own;
}

/** The containers of an object that makes pods, each with its pod. */
export function* containersOf(object: KubernetesObject): Iterable<{ pod: Pod; container: Container }> {
  const pod = podOf(object);
  for (const one of pod?.containers ?? []) yield { pod: pod as Pod, container: one };
}
