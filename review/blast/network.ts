import { isTree, type Tree } from "../../settings";
import { text, tree, trees } from "../read";
import type { Side } from "../compare";
import type { NetworkPath } from "../report/model";

type OpenPath = Omit<NetworkPath, "state">;

/** Pods by the name that their labels tell. */
function selected(selector: Tree, otherwise: string): string {
  const labels = tree(selector.matchLabels);
  const name = labels["app.kubernetes.io/name"] ?? labels["k8s-app"];
  if (typeof name === "string") return name;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
  return pairs.length > 0 ? pairs.join(",") : otherwise;
}

function peer({ podSelector, namespaceSelector, ipBlock }: Tree, namespace: string): string {
  if (isTree(ipBlock)) return text(ipBlock.cidr) ?? "an address";
  const where = tree(tree(namespaceSelector).matchLabels)["kubernetes.io/metadata.name"];
  const place = typeof where === "string" ? where : isTree(namespaceSelector) ? "any namespace" : namespace;
  return isTree(podSelector) ? selected(podSelector, place) : place;
}

function ports(rule: Tree): string[] {
  const found = trees(rule.ports).map(({ port, protocol = "TCP", endPort }) =>
    [text(protocol), [port, endPort].flatMap((one) => text(one) ?? []).join("-")].join(" "),
  );
  return found.length > 0 ? found : ["any port"];
}

/** What the NetworkPolicies among some objects let through. */
function openPaths(sides: readonly Side[]): OpenPath[] {
  const paths = sides.flatMap(({ inputs }): OpenPath[] => {
    if (inputs.kind !== "NetworkPolicy") return [];
    const namespace = text(tree(inputs.metadata).namespace) ?? "";
    const spec = tree(inputs.spec);
    const held = selected(tree(spec.podSelector), `all of ${namespace}`);
    const peers = (value: unknown): string[] => {
      const named = trees(value).map((one) => peer(one, namespace));
      return named.length > 0 ? named : ["anybody"];
    };
    return [
      ...trees(spec.ingress).flatMap((rule) =>
        peers(rule.from).flatMap((from) => ports(rule).map((port) => ({ from, to: held, port }))),
      ),
      ...trees(spec.egress).flatMap((rule) =>
        peers(rule.to).flatMap((to) => ports(rule).map((port) => ({ from: held, to, port }))),
      ),
    ];
  });
  const unique = new Map(paths.map((path) => [keyOf(path), path]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

const keyOf = ({ from, to, port }: OpenPath): string => [from, to, port].join(" ");

/** All paths of both sides, each with what became of it. */
export function networkPaths(before: readonly Side[], after: readonly Side[]): NetworkPath[] {
  const [old, now] = [openPaths(before), openPaths(after)];
  const [was, is] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  return [
    ...now.map((path) => ({ ...path, state: was.has(keyOf(path)) ? ("standing" as const) : ("added" as const) })),
    ...old.filter((path) => !is.has(keyOf(path))).map((path) => ({ ...path, state: "removed" as const })),
  ];
}
