import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labFolder } from "../folders";
import { reservePorts } from "../ports";
import { type Ports, portNames } from "./parts";
import { isRunning, started } from "./processes";

export const portsFile = join(labFolder, "ports.json");

export const readPorts = (): Ports => JSON.parse(readFileSync(portsFile, "utf8")) as Ports;

/**
 * Does work with the lab's ports. While a part runs they are given; otherwise new ones are reserved until the work is
 * done, as others may use the old ones by now.
 */
export async function withPorts(work: (ports: Ports) => Promise<void>): Promise<void> {
  const running = started(labFolder).some((name) => isRunning(labFolder, name));
  if (running && existsSync(portsFile)) return work(readPorts());
  const { ports: reserved, release } = await reservePorts(portNames.length);
  const ports = Object.fromEntries(portNames.map((name, n) => [name, reserved[n]])) as unknown as Ports;
  writeFileSync(portsFile, JSON.stringify(ports));
  try {
    await work(ports);
  } finally {
    release();
  }
}
