import { type ObjectChange, objectTitle } from "../compare";
import type { Tree } from "../../settings";
import type { BlastItem } from "../report/model";
import { at, text, texts, tree, trees } from "../read";
import { beyond, containers, podSpec, sides } from "./read";

/** What an object may do to its node and to the API server, each power by a name. */
function powers(object: Tree): string[] {
  const spec = podSpec(object);
  return [
    ...["hostPID", "hostNetwork", "hostIPC"].filter((key) => spec[key] === true),
    ...trees(spec.volumes).flatMap((volume) => {
      const path = text(at(volume, "hostPath.path"));
      return path === undefined ? [] : [`the node's folder ${path}`];
    }),
    ...containers(spec).flatMap((container) => containerPowers(container)),
    ...(spec.automountServiceAccountToken === true ? ["a token for the Kubernetes API"] : []),
    ...rolePowers(object),
    ...bindingPowers(object),
  ];
}

function containerPowers(container: Tree): string[] {
  const context = tree(container.securityContext);
  const name = text(container.name) ?? "a container";
  return [
    ...(context.privileged === true ? [`privileged (${name})`] : []),
    ...texts(at(context, "capabilities.add")).map((capability) => `the capability ${capability} (${name})`),
    ...(context.allowPrivilegeEscalation === true ? [`privilege escalation (${name})`] : []),
    ...(context.runAsUser === 0 ? [`root (${name})`] : []),
    ...(context.readOnlyRootFilesystem === false ? [`a root file system that can be written (${name})`] : []),
    ...trees(container.ports).flatMap(({ hostPort }) =>
      text(hostPort) === undefined ? [] : [`port ${text(hostPort)} of the node (${name})`],
    ),
  ];
}

function rolePowers({ kind, rules }: Tree): string[] {
  if (kind !== "Role" && kind !== "ClusterRole") return [];
  return trees(rules).flatMap((rule) => {
    const groups = texts(rule.apiGroups).filter((group) => group !== "");
    const of = groups.length > 0 ? `.${groups.join("|")}` : "";
    const what = [...texts(rule.resources).map((resource) => `${resource}${of}`), ...texts(rule.nonResourceURLs)];
    return texts(rule.verbs).flatMap((verb) => what.map((one) => `${verb} ${one}`));
  });
}

function bindingPowers({ kind, roleRef, subjects }: Tree): string[] {
  if (kind !== "RoleBinding" && kind !== "ClusterRoleBinding") return [];
  const role = text(tree(roleRef).name) ?? "";
  return trees(subjects).map((one) => `the role ${role} for ${text(one.kind)} ${text(one.name)}`);
}

/** The Pod Security level that a namespace enforces, by how much it lets in. */
const levels = ["restricted", "baseline", "privileged"];
const levelOf = (object: Tree): number => {
  const found = tree(at(object, "metadata.labels"))["pod-security.kubernetes.io/enforce"];
  return typeof found === "string" && levels.includes(found) ? levels.indexOf(found) : levels.length - 1;
};

/** What objects are allowed that they were not before, and what no more. */
export function privilegeItems(changes: readonly ObjectChange[]): BlastItem[] {
  return changes.flatMap((change) => {
    const subject = objectTitle(change);
    const [before, after] = sides(change);
    const gained = beyond(powers(after), powers(before));
    const lost = change.op === "removed" ? [] : beyond(powers(before), powers(after));
    return [
      ...(gained.length > 0 ? [{ danger: "exposure" as const, subject, text: `gains ${gained.join(", ")}` }] : []),
      ...(lost.length > 0 ? [{ danger: "relief" as const, subject, text: `loses ${lost.join(", ")}` }] : []),
      ...levelItems(change, subject),
    ];
  });
}

function levelItems(change: ObjectChange, subject: string): BlastItem[] {
  if (change.kind !== "Namespace" || change.op === "removed") return [];
  const [before, after] = sides(change);
  const is = levelOf(after);
  if (change.op === "added") {
    return is === 0 ? [] : [{ danger: "exposure", subject, text: `lets in ${levels[is]} pods` }];
  }
  const was = levelOf(before);
  if (was === is) return [];
  const words = `lets in ${levels[is]} pods instead of ${levels[was]} ones`;
  return [{ danger: is > was ? "exposure" : "relief", subject, text: words }];
}
