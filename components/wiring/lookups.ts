import type { Connection, Outsider, Port, Via, Wiring, Workload } from "./types";

export const isSecure = ({ tls }: Port): boolean => tls !== "none";

/** Whether a party is meant by a name: an outsider's, a workload's or that of a whole component. */
export const isNamed = (party: Workload | Outsider, name: string): boolean =>
  typeof party === "string" ? party === name : party.name === name || party.component === name;

/** A workload by its own name. @throws Error when there is none: a mistake in this program */
export function workload({ workloads }: Wiring, name: string): Workload {
  const found = workloads.find((one) => one.name === name);
  if (!found) throw new Error(`components/wiring has no workload ${name}`);
  return found;
}

const reached = ({ connections }: Wiring, { name, ports }: Workload, via: Via): Readonly<Record<string, Port>> => {
  const names = connections.filter((c) => c.to.name === name && c.via === via).map((c) => c.port);
  return Object.fromEntries(Object.entries(ports).filter(([port]) => names.includes(port)));
};

/** The ports that a workload's Service must carry: those that somebody reaches through it. */
export const servicePorts = (wiring: Wiring, to: Workload) => reached(wiring, to, "service");

/** The ports that senders reach through the entry; none where the workload does not stand behind it. */
export const entryPorts = (wiring: Wiring, to: Workload) => reached(wiring, to, "entry");

/** The ports that somebody reaches on each of its pods by name, ready or not. */
export const headlessPorts = (wiring: Wiring, to: Workload) => reached(wiring, to, "headless");

/** The ports that somebody reaches on each of its pods that is ready. */
export const readyPorts = (wiring: Wiring, to: Workload) => reached(wiring, to, "ready");

/** Whether its pods find each other in a ring. */
export const inRing = (wiring: Wiring, to: Workload): boolean => Object.keys(reached(wiring, to, "ring")).length > 0;

const byAddress = ({ connections }: Wiring, by: string): readonly Connection[] =>
  connections.filter((c) => c.via === "pods" && typeof c.from !== "string" && c.from.name === by);

/** The workloads that one scrapes pod by pod, with the port to scrape. */
export const scraped = (wiring: Wiring, by: string): readonly Connection[] =>
  byAddress(wiring, by).filter(({ to, port }) => to.ports[port].protocol === "http");

/** The ports whose certificate one watches pod by pod. */
export const watched = (wiring: Wiring, by: string): readonly Connection[] =>
  byAddress(wiring, by).filter(({ to, port }) => isSecure(to.ports[port]));
