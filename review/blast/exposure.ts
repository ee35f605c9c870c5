import { type ObjectChange, objectTitle } from "../compare";
import type { BlastItem, NetworkPath } from "../report/model";
import { at, text, trees } from "../read";
import { beyond, sides } from "./read";
import type { Tree } from "../../settings";

/** Ways through the network that are opened or closed, by the two ends. */
export function pathItems(paths: readonly NetworkPath[]): BlastItem[] {
  const ends = [...new Set(paths.filter(({ state }) => state !== "standing").map(({ from, to }) => `${from} → ${to}`))];
  return ends.flatMap((subject) => {
    const of = (state: NetworkPath["state"]) =>
      paths.filter((one) => `${one.from} → ${one.to}` === subject && one.state === state).map(({ port }) => port);
    const [opened, closed] = [of("added"), of("removed")];
    return [
      ...(opened.length > 0 ? [{ danger: "exposure" as const, subject, text: `opened: ${opened.join(", ")}` }] : []),
      ...(closed.length > 0 ? [{ danger: "outage" as const, subject, text: `closed: ${closed.join(", ")}` }] : []),
    ];
  });
}

/** From outside the cluster, or by more ports within it. */
export function serviceItems(changes: readonly ObjectChange[]): BlastItem[] {
  return changes.flatMap((change) => {
    if (change.kind !== "Service" || change.op === "removed") return [];
    const subject = objectTitle(change);
    const [before, after] = sides(change);
    const [was, is] = [typeOf(before), typeOf(after)];
    const [opened, closed] = [beyond(ports(after), ports(before)), beyond(ports(before), ports(after))];
    const outside = /^(LoadBalancer|NodePort)$/;
    return [
      ...(outside.test(is) && is !== was
        ? [{ danger: "exposure" as const, subject, text: `can be reached from outside the cluster: ${is}` }]
        : []),
      ...(outside.test(was) && is !== was && change.op === "changed"
        ? [{ danger: "outage" as const, subject, text: `cannot be reached from outside the cluster any more` }]
        : []),
      ...(change.op === "changed" && opened.length > 0
        ? [{ danger: "exposure" as const, subject, text: `serves ${opened.join(", ")}` }]
        : []),
      ...(closed.length > 0
        ? [{ danger: "outage" as const, subject, text: `serves no more ${closed.join(", ")}` }]
        : []),
    ];
  });
}

const typeOf = (service: Tree): string => text(at(service, "spec.type")) ?? "ClusterIP";

const ports = (service: Tree): string[] =>
  trees(at(service, "spec.ports")).map(({ protocol = "TCP", port }) => `${text(protocol)} ${text(port)}`);
