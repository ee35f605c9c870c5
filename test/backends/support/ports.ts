import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the kernel gives to outgoing connections, or one of those might take a port that is to be. */
const first = 20_000;
const last = 32_000;
let next = first + (process.pid % 100) * 100;

/** A loopback port that nobody listens on; no two calls give the same. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = next < last ? next + 1 : first;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

/** A free port for each name. */
export async function freePorts<Name extends string>(...names: readonly Name[]): Promise<Record<Name, number>> {
  const ports: [Name, number][] = [];
  for (const name of names) ports.push([name, await freePort()]);
  return Object.fromEntries(ports) as Record<Name, number>;
}
