import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

const host = "127.0.0.1";

/** Ports that are kept for programs that are yet to be started. */
export interface ReservedPorts {
  readonly ports: readonly number[];
  /** Gives up what keeps them; a program that listens by then keeps its port itself. */
  readonly release: () => void;
}

/**
 * Reserves loopback ports for programs that are started later: until `release`, or until this process ends, the kernel
 * gives them to nobody who asks for any port, and a program that asks for one of them gets it.
 *
 * Each is the local end of an open connection. Such an end is no listener, so that a program may listen on its port
 * (both set SO_REUSEADDR, as libuv and Go do), and it is bound, so that the kernel chooses it for no one else
 * (inet_csk_find_open_port, Linux).
 */
export async function reservePorts(count: number): Promise<ReservedPorts> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const peers: Socket[] = [];
  const accepted = new Promise<void>((resolve) => {
    server.on("connection", (peer) => {
      peers.push(peer.unref());
      // A connection that is not accepted yet would be reset with the server.
      if (peers.length === count) resolve();
    });
  });
  const ends = Array.from({ length: count }, () => connect({ host, port, localAddress: host, localPort: 0 }).unref());
  await Promise.all([...ends.map((end) => once(end, "connect")), accepted]);
  server.close();
  return {
    ports: ends.map(({ localPort }) => localPort as number),
    release: () => [...ends, ...peers].forEach((socket) => socket.destroy()),
  };
}
