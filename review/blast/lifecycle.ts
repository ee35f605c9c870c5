import { isDeepStrictEqual } from "node:util";
import { changes as providerChanges } from "../../lab/provider/difference";
import { isTree } from "../../settings";
import { type ObjectChange, objectTitle } from "../compare";
import type { BlastItem } from "../report/model";
import { at, text, trees } from "../read";
import { counted } from "../words";
import { sides } from "./read";

/** What comes, goes, is replaced or restarted. */
export function lifecycleItems(changes: readonly ObjectChange[]): BlastItem[] {
  return changes.flatMap((change) => [
    ...removal(change, changes),
    ...replacement(change),
    ...restart(change),
    ...protection(change),
  ]);
}

const item = (danger: BlastItem["danger"], change: ObjectChange, words: string): BlastItem => ({
  danger,
  subject: objectTitle(change),
  text: words,
});

/** Objects that take data, or all that is in them, along. */
const takesAlong: Readonly<Record<string, string>> = {
  Namespace: "everything in it goes with it, volume claims included",
  PersistentVolumeClaim: "its data goes with it, unless the volume is retained",
  PersistentVolume: "its data can go with it",
  CustomResourceDefinition: "every object of its kind goes with it, in the whole cluster",
  Secret: "what it holds cannot be had back from here",
};

function removal(change: ObjectChange, changes: readonly ObjectChange[]): BlastItem[] {
  if (change.op !== "removed") return [];
  const guard = change.before?.resource.protect ? "; it is protected, so the engine refuses" : "";
  const urnName = change.before?.resource.name;
  const heir = changes.find(
    ({ op, kind, after }) => op === "added" && kind === change.kind && after?.resource.name === urnName,
  );
  const claims = trees(at(change.before?.inputs, "spec.volumeClaimTemplates"));
  if (heir) {
    const stays = claims.length > 0 ? "; its volume claims stay behind, and the new one begins with empty ones" : "";
    const danger = claims.length > 0 || guard !== "" ? "irreversible" : isServing(change) ? "outage" : "change";
    return [item(danger, change, `is replaced by ${objectTitle(heir)}${stays}${guard}`)];
  }
  const along = Object.hasOwn(takesAlong, change.kind) ? takesAlong[change.kind] : undefined;
  if (along !== undefined) return [item("irreversible", change, `is deleted: ${along}${guard}`)];
  if (claims.length > 0) {
    return [item("irreversible", change, `is deleted; its volume claims stay behind, unused${guard}`)];
  }
  return [item(isServing(change) ? "outage" : "change", change, `is deleted${guard}`)];
}

/** Whether others miss it at once. */
const isServing = ({ kind }: ObjectChange): boolean =>
  /^(Deployment|StatefulSet|DaemonSet|Service|Ingress|Gateway|ClusterRoleBinding|RoleBinding|ServiceAccount)$/.test(
    kind,
  );

/** Judged by the rules of Pulumi's Kubernetes provider. */
function replacement(change: ObjectChange): BlastItem[] {
  if (change.op !== "changed") return [];
  const [before, after] = sides(change);
  const paths = providerChanges(before, after).flatMap(({ replaces, path }) => (replaces ? [path] : []));
  if (paths.length === 0) return [];
  const fields = [...new Set(paths.map((path) => path.replace(/\[.*$/, "")))].sort();
  const guard = change.after?.resource.protect ? "; it is protected, so the engine refuses" : "";
  const volumes = fields.includes("spec.volumeClaimTemplates") ? "; the volumes that it has keep their size" : "";
  const words = `is deleted and made anew, since ${fields.join(", ")} cannot be changed in place${volumes}${guard}`;
  return [item("irreversible", change, words)];
}

function restart(change: ObjectChange): BlastItem[] {
  if (change.op !== "changed") return [];
  const [before, after] = sides(change);
  const template = at(after, "spec.template");
  if (!isTree(template) || isDeepStrictEqual(at(before, "spec.template"), template)) return [];
  if (change.kind === "DaemonSet") {
    const most = text(at(after, "spec.updateStrategy.rollingUpdate.maxUnavailable")) ?? "1";
    return [item("change", change, `its pods restart on every node that it runs on, ${most} at a time`)];
  }
  const replicas = at(after, "spec.replicas");
  if (replicas === undefined) return [item("change", change, "its pods restart, as many as its autoscaler wants")];
  const count = Number(replicas);
  if (count === 0) return [];
  const isGap = count === 1 && change.kind === "StatefulSet";
  const words = isGap
    ? "its one pod restarts: until it is back, nothing answers"
    : `its ${counted(count, "pod")} restart, one after the other`;
  return [item(isGap ? "outage" : "change", change, words)];
}

function protection(change: ObjectChange): BlastItem[] {
  if (change.protection === "lost") {
    return [item("irreversible", change, "is protected no more: a later change may delete it without a word")];
  }
  return change.protection === "gained" ? [item("relief", change, "is protected from now on")] : [];
}
