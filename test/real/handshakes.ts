import { readFileSync } from "node:fs";
import { connect } from "node:tls";

/** A port that speaks TLS, and with what to call it, all PEM. */
export interface Port {
  readonly host: string;
  readonly port: number;
  /** Whom its certificate must name. */
  readonly servername: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Serial number of the certificate that a port shows, or why there is none. */
const serial = (port: Port): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ ...port, timeout: 5_000 }, () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber ?? "none");
      socket.destroy();
    });
    socket.on("timeout", () => socket.destroy(new Error("no answer")));
    socket.on("error", ({ message }: Error) => resolve(message));
  });

/** As a program: ports in as a JSON list on standard input, serial numbers out as JSON. */
void (async () => {
  const ports = JSON.parse(readFileSync(0, "utf8")) as Port[];
  console.log(JSON.stringify(await Promise.all(ports.map(serial))));
})();
