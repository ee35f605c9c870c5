import { request } from "node:http";
import { egressSocket } from "../control-plane/egress";
import { labFolder } from "../folders";

/** Milliseconds within which an answer must come. */
const patience = 2_000;

/**
 * Whether something within the node's network answers 200 by HTTP: what the cluster says of a node or a pod can be from
 * before it died.
 *
 * @param at address and port, "127.0.0.1:10248"
 */
export const answers = (at: string, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const no = () => resolve(false);
    const way = request({ socketPath: egressSocket(labFolder), method: "CONNECT", path: at, timeout: patience });
    way.on("error", no);
    way.on("timeout", () => way.destroy());
    way.on("connect", (_, socket) => {
      let text = "";
      socket.setTimeout(patience, () => socket.destroy());
      socket.on("data", (data: Buffer) => (text += data.toString()));
      socket.on("error", no);
      socket.on("close", () => resolve(/^HTTP\/1\.[01] 200 /.test(text)));
      socket.write(`GET ${path} HTTP/1.0\r\nHost: ${at}\r\n\r\n`);
    });
    way.end();
  });
