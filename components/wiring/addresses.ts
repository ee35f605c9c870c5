import { isNamed } from "./lookups";
import type { ComponentName, Connection, Via, Wiring, Workload } from "./types";

/**
 * The connection between two parties, each named as a workload, a component or an outsider.
 *
 * @param via how, where there are two ways
 * @throws Error when the table has no such row: a mistake in this program
 */
export function connection(wiring: Wiring, from: string, to: string, port: string, via?: Via): Connection {
  const row = wiring.connections.find(
    (c) =>
      isNamed(c.from, from) &&
      isNamed(c.to, to) &&
      c.port === port &&
      (via === undefined ? c.via !== "pods" : c.via === via),
  );
  if (!row) throw new Error(`components/wiring has no connection from ${from} to ${to} on ${port}`);
  return row;
}

/** The Service that senders of telemetry know. It stays when the workload behind it becomes another one. */
export const entryName = "otlp";

/** Name of the headless Service that gives each pod of a workload a name of its own. */
export const headlessName = ({ name }: Workload): string => `${name}-headless`;

/** Name of the headless Service that knows only pods that are ready. */
export const readyName = ({ name }: Workload): string => `${name}-ready`;

/** Name of the headless Service by which all pods of a component find each other. */
export const ringName = (component: ComponentName): string => `${component}-ring`;

const serviceName = ({ to, via }: Connection): string => {
  if (via === "entry") return entryName;
  if (via === "headless") return headlessName(to);
  if (via === "ready") return readyName(to);
  return via === "ring" ? ringName(to.component) : to.name;
};

/** "mimir.observability-dev.svc" */
export const host = (c: Connection): string => `${serviceName(c)}.${c.to.namespace}.svc`;

/** "mimir.observability-dev.svc:8080" */
export const address = (c: Connection): string => `${host(c)}:${c.to.ports[c.port].number}`;

/** "http://mimir.observability-dev.svc:8080" */
export const endpoint = (c: Connection): string =>
  `${c.to.ports[c.port].tls === "none" ? "http" : "https"}://${address(c)}`;
