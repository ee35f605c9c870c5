import type { NetworkPath } from "../model";

/** All paths from one name to another, drawn as one line. `changed`: some of its ports stand, others come or go. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly state: NetworkPath["state"] | "changed";
  /** "TCP 443, UDP 53"; of a changed one "added TCP 443; TCP 80" */
  readonly ports: string;
}

/** Paths merged by who talks to whom, in the order of the names. */
export function connections(paths: readonly NetworkPath[]): Connection[] {
  const merged = new Map<string, NetworkPath[]>();
  for (const path of paths) {
    const key = JSON.stringify([path.from, path.to]);
    merged.set(key, [...(merged.get(key) ?? []), path]);
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => connection(same));
}

function connection(paths: readonly NetworkPath[]): Connection {
  const [{ from, to, state }] = paths;
  const ports = (wanted: NetworkPath["state"]): string =>
    paths
      .filter((path) => path.state === wanted)
      .map(({ port }) => port)
      .join(", ");
  if (paths.every((path) => path.state === state)) return { from, to, state, ports: ports(state) };
  const parts = [
    ["added ", ports("added")],
    ["removed ", ports("removed")],
    ["", ports("standing")],
  ];
  const told = parts.filter(([, list]) => list !== "").map((part) => part.join(""));
  return { from, to, state: "changed", ports: told.join("; ") };
}

/** "added TCP 443", in the words of the drawing and of the table below it. */
export const portsText = ({ state, ports }: Connection): string =>
  state === "added" || state === "removed" ? `${state} ${ports}` : ports;
