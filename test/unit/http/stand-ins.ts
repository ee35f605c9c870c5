import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** A server on loopback for the time of one test. */
export interface StandIn {
  /** "127.0.0.1:40123" */
  readonly host: string;
  stop(): Promise<void>;
}

async function started(server: Server): Promise<StandIn> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

export const service = (answer: RequestListener): Promise<StandIn> => started(createServer(answer));

/** A proxy that says which hosts it was asked for, and leads all of them to `host`. */
export async function proxyTo(host: string): Promise<StandIn & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    asked.push(request.url ?? "");
    const target = connect(Number(host.split(":")[1]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    target.on("error", () => client.destroy());
    client.on("error", () => target.destroy());
  });
  return { ...(await started(server)), asked };
}
