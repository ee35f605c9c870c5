import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { labFolder } from "../folders";
import { type Ports, portNames } from "./parts";
import { isRunning, started } from "./processes";

export const portsFile = join(labFolder, "ports.json");

export const readPorts = (): Ports => JSON.parse(readFileSync(portsFile, "utf8")) as Ports;

/** While a part runs the ports are given; otherwise free ones are taken, as others may use the old ones by now. */
export async function choosePorts(): Promise<Ports> {
  const running = started(labFolder).some((name) => isRunning(labFolder, name));
  if (running && existsSync(portsFile)) return readPorts();
  const free = await freePorts(portNames.length);
  const ports = Object.fromEntries(portNames.map((name, n) => [name, free[n]])) as unknown as Ports;
  writeFileSync(portsFile, JSON.stringify(ports));
  return ports;
}

/** Ports that nobody listens on; held together until all are known, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
