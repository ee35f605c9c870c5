import { connect, type PeerCertificate, type SecureVersion } from "node:tls";
import { ours } from "./authority";

/** What a caller shows of itself, and what it speaks. */
export interface Caller {
  readonly "tls.crt"?: string;
  readonly "tls.key"?: string;
  /** This version and no other. */
  readonly version?: SecureVersion;
  /** Whom it asks for: "localhost", if it does not say that it calls an address. */
  readonly servername?: string;
}

export interface Handshake {
  /** The version that both speak; the alert that ended it, "alert UNKNOWN_CA"; or the code of another error. */
  readonly outcome: string;
  /** What the server showed, if it came to that. */
  readonly shown?: PeerCertificate;
}

/** Calls a port of this machine, and tells what came of it. It checks for the authority of the stacks. */
export async function handshake(
  port: number,
  { version, servername = "localhost", ...shown }: Caller = {},
): Promise<Handshake> {
  const socket = connect({
    host: "127.0.0.1",
    port,
    servername,
    ca: (await ours).certificate,
    cert: shown["tls.crt"],
    key: shown["tls.key"],
    ALPNProtocols: ["h2", "http/1.1"],
    // By itself OpenSSL speaks nothing older than TLS 1.2.
    ...(version ? { minVersion: version, maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" } : {}),
  });
  let certificate: PeerCertificate | undefined;
  socket.once("secureConnect", () => (certificate = socket.getPeerCertificate()));
  const outcome = await new Promise<string>((resolve) => {
    socket.setTimeout(5_000, () => resolve("nothing for five seconds"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(nameOf(error)));
    socket.once("close", () => resolve("closed"));
    // In TLS 1.3 a client is done before the server has looked at its certificate; a ticket says that it has.
    socket.once("session", () => resolve(socket.getProtocol() ?? "no protocol"));
  });
  socket.destroy();
  return { outcome, shown: certificate };
}

/** OpenSSL calls the same alert by another protocol from one release to the next, the one of Node 22 and that of 24. */
const nameOf = ({ code, message }: NodeJS.ErrnoException): string =>
  (code ?? message).replace(/^ERR_SSL_.*_ALERT_/, "alert ");
