/** The door of this folder: who talks to whom, and what follows from it for addresses, Services, scrapes and names. */
export { address, connection, endpoint, entryName, headlessName, host, readyName, ringName } from "./addresses";
export {
  entryPorts,
  headlessPorts,
  inRing,
  isSecure,
  readyPorts,
  scraped,
  servicePorts,
  watched,
  workload,
} from "./lookups";
export { certificateNames, serverName } from "./names";
export { overBroker } from "./supplies";
export { wiring } from "./table";
export type * from "./types";
