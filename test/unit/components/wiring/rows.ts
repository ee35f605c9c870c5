import type { Connection, Wiring } from "../../../../components/wiring";

export const party = (who: Connection["from"]): string => (typeof who === "string" ? who : who.name);

/** A row of the table in one line: "alloy -> mimir:http via service". */
export const line = ({ from, to, port, via }: Connection): string => `${party(from)} -> ${to.name}:${port} via ${via}`;

/** All rows but those of gossip, which everybody in a ring has with everybody. */
export const lines = ({ connections }: Wiring): string[] => connections.filter(({ via }) => via !== "ring").map(line);

/** Who gossips with whom, by component: "mimir: 1 x 1". */
export function gossip({ connections }: Wiring): string[] {
  const rows = connections.filter(({ via }) => via === "ring");
  return [...new Set(rows.map(({ to }) => to.component))].map((component) => {
    const own = rows.filter(({ to }) => to.component === component);
    const names = (of: (row: Connection) => string) => new Set(own.map(of));
    const [from, to] = [names((row) => party(row.from)), names((row) => row.to.name)];
    if (own.length !== from.size * to.size || own.some(({ port }) => port !== "gossip")) return `${component}: not all`;
    return `${component}: ${from.size} x ${to.size}`;
  });
}
