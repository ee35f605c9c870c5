import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, request } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { endpoint, open } from "../../../../lab/node/relay/relay";

const folder = mkdtempSync(join(tmpdir(), "mop-relay-"));
const servers: Server[] = [];
let port: number;

beforeAll(async () => {
  const server = createServer((asked, answer) => answer.end(`answer to ${asked.url}`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(folder, { recursive: true });
});

test("endpoints are sockets in the file system, or addresses", () => {
  expect(endpoint("unix:/lab/node.sock")).toEqual({ path: "/lab/node.sock" });
  expect(endpoint("tcp:127.0.0.1:6443")).toEqual({ host: "127.0.0.1", port: 6443 });
  expect(endpoint("tcp:[::1]:6443")).toEqual({ host: "::1", port: 6443 });
  expect(() => endpoint("127.0.0.1:6443")).toThrow(
    new Error("127.0.0.1:6443 is no endpoint: expected unix:/path or tcp:HOST:PORT"),
  );
});

test("a connection passes through, also where a killed relay left its socket", async () => {
  const socketPath = join(folder, "through.sock");
  writeFileSync(socketPath, "");
  servers.push(await open({ from: `unix:${socketPath}`, to: `tcp:127.0.0.1:${port}` }));
  const answer = await new Promise<string>((resolve, reject) => {
    get({ socketPath, path: "/hello", agent: false }, (response) => resolve(text(response))).on("error", reject);
  });
  expect(answer).toBe("answer to /hello");
});

/** What comes back where the caller says itself where it wants to go; the error's code, if nobody is there. */
const ask = (socketPath: string, target: string): Promise<string> =>
  new Promise((resolve) => {
    const way = request({ socketPath, method: "CONNECT", path: target, agent: false });
    way.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    way.on("connect", (_, socket) => {
      socket.write("GET /asked HTTP/1.0\r\n\r\n");
      void text(socket).then(resolve);
    });
    way.end();
  });

test("a caller may say where to", async () => {
  const socketPath = join(folder, "asked.sock");
  servers.push(await open({ from: `unix:${socketPath}`, to: "asked" }));
  expect(await ask(socketPath, `127.0.0.1:${port}`)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nanswer to \/asked$/);
  expect(await ask(socketPath, "127.0.0.1:1")).toBe("ECONNRESET");
});
