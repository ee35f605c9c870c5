import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { type ReservedPorts, reservePorts } from "../../../lab/ports";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function reserved(count: number): Promise<ReservedPorts> {
  const reservation = await reservePorts(count);
  closing.push(reservation.release);
  return reservation;
}

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  return server;
}

test("each port is another one, and two reservations have none in common", async () => {
  const [one, other] = await Promise.all([reserved(50), reserved(50)]);
  expect(new Set([...one.ports, ...other.ports]).size).toBe(100);
});

test("who asks for any port is given none of them", async () => {
  const { ports } = await reserved(200);
  const given: number[] = [];
  for (let i = 0; i < 5_000; i++) {
    const server = await listening(0);
    given.push((server.address() as AddressInfo).port);
    server.close();
  }
  expect(ports.filter((port) => given.includes(port))).toEqual([]);
});

test("another process listens on one of them", async () => {
  const {
    ports: [port],
  } = await reserved(1);
  const script = `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("listens"))`;
  const child = spawn(process.execPath, ["--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
  closing.push(() => child.kill());
  expect(String(((await once(child.stdout, "data")) as [Buffer])[0])).toBe("listens\n");
});

test("what is released may be given again", async () => {
  const { ports, release } = await reserved(1);
  release();
  expect(((await listening(ports[0])).address() as AddressInfo).port).toBe(ports[0]);
});
