import { existsSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/**
 * One way through which connections pass. `from` is where they come in; `to` is where they go: "unix:/path",
 * "tcp:127.0.0.1:6443", or "asked", where each connection says it itself by HTTP's CONNECT.
 */
export interface Way {
  readonly from: string;
  readonly to: string;
}

type Endpoint = { readonly path: string } | { readonly host: string; readonly port: number };

/** @throws Error that says what an endpoint looks like */
export function endpoint(text: string): Endpoint {
  const [, path] = /^unix:(\/.+)$/.exec(text) ?? [];
  if (path) return { path };
  const [, host, port] = /^tcp:([^:]+|\[[^\]]+\]):([0-9]+)$/.exec(text) ?? [];
  if (host) return { host: host.replace(/[[\]]/g, ""), port: Number(port) };
  throw new Error(`${text} is no endpoint: expected unix:/path or tcp:HOST:PORT`);
}

/** Listens for the connections of one way. */
export function open({ from, to }: Way): Promise<Server> {
  const at = endpoint(from);
  // A relay that was killed leaves its socket's file.
  if ("path" in at && existsSync(at.path)) rmSync(at.path);
  const server = to === "asked" ? asked() : createServer({ allowHalfOpen: true }, (socket) => join(socket, to));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at as ListenOptions, () => resolve(server));
  });
}

function asked(): Server {
  const server = createHttpServer();
  server.on("connect", ({ url }, caller: Duplex, head: Buffer) => {
    const target = join(caller, `tcp:${url}`, () => {
      caller.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
    });
  });
  return server;
}

/** Ties a connection to a new one. When either fails, so does the other; when either has said all, it still listens. */
function join(caller: Duplex, to: string, connected: () => void = () => undefined): Socket {
  const target = connect({ ...endpoint(to), allowHalfOpen: true }, () => {
    connected();
    caller.pipe(target).pipe(caller);
  });
  caller.on("error", () => target.destroy());
  caller.on("close", () => target.destroy());
  target.on("error", () => caller.destroy());
  target.on("close", () => caller.destroy());
  return target;
}
