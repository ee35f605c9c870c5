import { connect, createServer, type Socket } from "node:net";
import { freePort } from "./ports";
import type { Bench } from "./program";

/** What stands between two programs, and can part them: the one that called has to shake hands once more. */
export interface Relay {
  readonly port: number;
  /** "127.0.0.1:port", for who calls. */
  readonly address: string;
  /** Closes every connection, and tells how many there were. */
  readonly cut: () => number;
}

/** @param to the port that it leads to, asked for with every connection: it may not be known yet */
export async function relay(bench: Bench, to: () => number): Promise<Relay> {
  const port = await freePort();
  const calls = new Set<Socket>();
  const server = createServer((caller) => {
    const called = connect(to(), "127.0.0.1");
    calls.add(caller);
    const end = () => {
      calls.delete(caller);
      caller.destroy();
      called.destroy();
    };
    for (const socket of [caller, called]) socket.on("error", end).on("close", end);
    caller.pipe(called).pipe(caller);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => {
    const all = [...calls];
    all.forEach((caller) => caller.destroy());
    return all.length;
  };
  bench.uses(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    cut();
    await closed;
  });
  return { port, address: `127.0.0.1:${port}`, cut };
}
