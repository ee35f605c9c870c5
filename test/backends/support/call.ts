import { once } from "node:events";
import { type IncomingMessage, request as overHttp } from "node:http";
import { Agent, request as overHttps } from "node:https";
import { text } from "node:stream/consumers";
import { ours } from "./authority";

export interface Call {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly seconds?: number;
  /** Whom to trust in place of the authority of the stacks. */
  readonly ca?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true });

/**
 * Asks as a probe or a reader does: over TLS where the URL says so, without a certificate of one's own. Node's fetch
 * cannot be told of an authority. Whoever it asks is asked for by name, as in a cluster.
 *
 * @throws Error when there is no answer
 */
export async function call(url: string, { method = "GET", headers = {}, body, ...how }: Call = {}): Promise<Answer> {
  const { seconds = 10, ca = (await ours).certificate } = how;
  const about = { method, headers, signal: AbortSignal.timeout(seconds * 1_000) };
  const asked = url.startsWith("https:")
    ? overHttps(url, { ...about, ca, agent, servername: "localhost" })
    : overHttp(url, about);
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}
