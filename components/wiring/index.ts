/** The door of this folder: who talks to whom, and what follows from it for addresses, Services and scrapes. */
export { address, connection, endpoint, entryName, headlessName, host, readyName, ringName } from "./addresses";
export { entryPorts, headlessPorts, inRing, readyPorts, scraped, servicePorts, workload } from "./lookups";
export { wiring } from "./table";
export type * from "./types";
